import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { problemCategories } from '../shared/problem-code.ts'
import type { AppEnv } from './app-env.ts'
import type { Logger } from './log.ts'
import type { ProblemError } from './problem.ts'
import type { SessionClaims } from './session/session-token.ts'

/** What the log tells of a request. */
export type ObservedRequest = {
  requestId: string
  method: string
  path: string
  status: number
  /** In the time of `performance`. */
  startedAt: number
  /** Whoever is signed in. */
  asker?: Pick<SessionClaims, 'corpId' | 'userId'> | undefined
  failure?: ProblemError | undefined
}

export function newRequestId(): string {
  return randomUUID()
}

/** Gives each request an id, in `x-request-id`, and the log one line about it. */
export function observe(log: Logger) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const startedAt = performance.now()
    const requestId = newRequestId()
    c.set('requestId', requestId)
    c.header('x-request-id', requestId)
    await next()
    logRequest(log, {
      requestId,
      method: c.req.method,
      path: withoutSecret(c.req.path).slice(0, 200),
      status: c.res.status,
      startedAt,
      asker: c.get('session'),
      failure: c.get('failure'),
    })
  })
}

/**
 * One line. It has the path but never the query, headers or bodies: those may hold auth codes and
 * cookies. Nor secrets in a path, which are the caller's to leave out.
 */
export function logRequest(log: Logger, request: ObservedRequest): void {
  const { requestId, method, path, status, startedAt, asker, failure } = request
  const code = failure?.code
  log[levelFor(failure)](
    {
      requestId,
      method,
      path,
      status,
      ms: Math.round((performance.now() - startedAt) * 10) / 10,
      corpId: asker?.corpId,
      userId: asker?.userId,
      code,
      category: code === undefined ? undefined : problemCategories[code],
      err: status < 400 || status >= 500 ? failure : undefined,
    },
    'request',
  )
}

/** Behind `callbacks` comes the secret of the address that e签宝 posts to, or somebody's guess. */
function withoutSecret(path: string): string {
  if (path === '/callbacks/dingtalk') return path
  return path.replace(/(callbacks(?:\/esign(?=\/))?).*/i, '$1/***')
}

function levelFor(failure: ProblemError | undefined): 'info' | 'warn' | 'error' {
  if (failure === undefined || failure.status < 500) return 'info'
  const category = problemCategories[failure.code]
  // The two that somebody has to mend before it works again.
  return category === 'configuration' || category === 'internal' ? 'error' : 'warn'
}
