import { finished } from 'node:stream'
import { createMiddleware } from 'hono/factory'
import { connectionOf, type AppEnv } from '#proxy/base/http/app-env.ts'
import { policyOf } from '#proxy/base/http/route-policy.ts'
import { createDownloadPlaces } from '#proxy/base/limits/download-places.ts'

/** Sending a file ends after this time, however slowly the client reads (milliseconds). */
const maxMs = 10 * 60_000

/**
 * Limits how many CSV files this process streams from the store at a time.
 * @param isShared whether several organisations use it
 */
export function limitExports(isShared: boolean) {
  const places = createDownloadPlaces(isShared)
  return createMiddleware<AppEnv>(async (c, next) => {
    const session = c.get('session')
    if (session === undefined || !policyOf(c).isExport) return next()
    const release = places.take(session)
    const outgoing = connectionOf(c)?.outgoing
    if (outgoing !== undefined) {
      // The store is read while the file is sent, so the place is held until the response ends.
      const last = setTimeout(() => outgoing.destroy(), maxMs).unref()
      finished(outgoing, () => {
        clearTimeout(last)
        release()
      })
    }
    try {
      await next()
    } finally {
      if (outgoing === undefined) release()
    }
  })
}
