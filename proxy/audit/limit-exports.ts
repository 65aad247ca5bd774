import { finished } from 'node:stream'
import { createMiddleware } from 'hono/factory'
import type { AppKind } from '#proxy/config.ts'
import { connectionOf, type AppEnv } from '#proxy/http/app-env.ts'
import { Places } from '#proxy/limits/places.ts'

/** Limits the CSV files that this process reads from the store at a time. */
export function limitExports(appKind: AppKind) {
  const places = new Places({
    ofOnePerson: 2,
    all: 8,
    isShared: appKind === 'third-party',
    tooMany: ['too-many-archives', 'Other downloads of yours are under way.'],
    full: ['archives-full', 'Too many downloads are under way just now.'],
  })
  return createMiddleware<AppEnv>(async (c, next) => {
    const session = c.get('session')
    if (session === undefined || !c.req.path.endsWith('.csv')) return next()
    const giveBack = places.take(session)
    const outgoing = connectionOf(c)?.outgoing
    // A file is read while it is sent.
    if (outgoing !== undefined) finished(outgoing, giveBack)
    try {
      await next()
    } finally {
      if (outgoing === undefined) giveBack()
    }
  })
}
