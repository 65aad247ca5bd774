import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { problems, type ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { AppContext, AppEnv } from './app-env.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { ProblemError } from '#proxy/base/problem.ts'
import { policyOf, routeAhead } from './route-policy.ts'
import type { SessionClaims } from './session-claims.ts'

export type ObservedRequest = {
  requestId: string
  method: string
  path: string
  route: string
  status: number
  /** By `performance.now()`. */
  startedAt: number
  asker?: Pick<SessionClaims, 'corpId' | 'userId'> | undefined
  failure?: ProblemError | undefined
}

export type CountedRequest = {
  method: string
  /** The pattern of its route, such as `/api/flows/:taskId`; never its path. */
  route: string
  outcome: ProblemCode | 'ok'
  tookMs: number
}

export type RecordRequest = (request: ObservedRequest) => void

/** Logs one line for each request, and counts it. */
export function createRequestRecorder(
  log: Logger,
  count: (request: CountedRequest) => void,
): RecordRequest {
  return (request) => {
    const { method, route, startedAt, failure } = request
    const tookMs = performance.now() - startedAt
    logRequest(log, request, tookMs)
    count({ method, route, outcome: failure?.code ?? 'ok', tookMs })
  }
}

/** Gives each request an id, in `x-request-id`, and passes it to `note`. */
export function observe(note: RecordRequest) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const startedAt = performance.now()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    c.header('x-request-id', requestId)
    await next()
    note({
      requestId,
      method: c.req.method,
      path: recordedPath(c).slice(0, 200),
      route: routeAhead(c),
      status: c.res.status,
      startedAt,
      asker: c.get('session'),
      failure: c.get('failure'),
    })
  })
}

/** Not query, headers and body, which may contain auth codes and cookies. */
function logRequest(log: Logger, request: ObservedRequest, tookMs: number): void {
  const { requestId, method, path, status, asker, failure } = request
  const code = failure?.code
  log[levelFor(failure)](
    {
      requestId,
      method,
      path,
      status,
      ms: Math.round(tookMs * 10) / 10,
      corpId: asker?.corpId,
      userId: asker?.userId,
      code,
      category: code === undefined ? undefined : problems[code].category,
      err: status < 400 || status >= 500 ? failure : undefined,
    },
    'request',
  )
}

/** The path without what is secret in it. */
function recordedPath(c: AppContext): string {
  const route = routeAhead(c)
  // What is posted to no route may be a notice whose address, with the secret, was mistyped.
  const isLost = c.get('failure')?.code === 'not-found' && route.endsWith('*')
  return (isLost && c.req.method === 'POST') || policyOf(c).hasSecret
    ? route.replace(/:\w+|\*/g, '***')
    : c.req.path
}

function levelFor(failure: ProblemError | undefined): 'info' | 'warn' | 'error' {
  if (failure === undefined || failure.status < 500) return 'info'
  const category = problems[failure.code].category
  // Categories that an operator has to fix.
  return category === 'configuration' || category === 'internal' ? 'error' : 'warn'
}
