import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { ProblemError, toProblem } from '#proxy/base/problem.ts'
import type { EventLineReport } from './event-line.ts'
import { unreadyText, type CheckDeps } from './readiness-checks.ts'

/**
 * `GET /healthz`, and `GET /readyz` with the state of each part, as a problem if one is not ready.
 * @param eventLine null when events do not arrive over Stream
 */
export function healthRoutes(
  checkParts: CheckDeps,
  eventLine: (() => EventLineReport) | null,
): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const parts = await checkParts()
      const words = unreadyText(parts)
      // A missing line does not make the proxy unready.
      const line = eventLine === null ? {} : { eventLine: eventLine() }
      if (words === null) return c.json({ status: 'ok', parts, ...line })
      const failure = new ProblemError('store-unavailable', words)
      c.set('failure', failure)
      const body = { ...toProblem(failure, c.get('requestId')), parts, ...line }
      return c.json(body, failure.status, { 'content-type': 'application/problem+json' })
    })
}
