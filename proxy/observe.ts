import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { problemCategories } from '../shared/problem-code.ts'
import type { AppContext, AppEnv } from './app-env.ts'
import type { Logger } from './log.ts'

/**
 * Gives each request an id, in `x-request-id`, and the log one line about it. The line has the path
 * but never the query, headers or bodies: those may hold auth codes and cookies. Nor secrets in a path.
 */
export function observe(log: Logger) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const started = performance.now()
    const requestId = randomUUID()
    c.set('requestId', requestId)
    c.header('x-request-id', requestId)
    await next()
    const code = c.get('failure')?.code
    log[levelFor(c)](
      {
        requestId,
        method: c.req.method,
        path: withoutSecret(c.req.path).slice(0, 200),
        status: c.res.status,
        ms: Math.round((performance.now() - started) * 10) / 10,
        corpId: c.get('session')?.corpId,
        userId: c.get('session')?.userId,
        code,
        category: code === undefined ? undefined : problemCategories[code],
        err: c.res.status < 400 || c.res.status >= 500 ? c.get('failure') : undefined,
      },
      'request',
    )
  })
}

/** Behind `callbacks` comes the secret of the address that e签宝 posts to, or somebody's guess. */
function withoutSecret(path: string): string {
  if (path === '/callbacks/dingtalk') return path
  return path.replace(/(callbacks(?:\/esign(?=\/))?).*/i, '$1/***')
}

function levelFor(c: AppContext): 'info' | 'warn' | 'error' {
  const failure = c.get('failure')
  if (failure === undefined || failure.status < 500) return 'info'
  const category = problemCategories[failure.code]
  // The two that somebody has to mend before it works again.
  return category === 'configuration' || category === 'internal' ? 'error' : 'warn'
}
