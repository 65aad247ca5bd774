import { createMiddleware } from 'hono/factory'
import { ProblemError } from '#proxy/base/problem.ts'

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Rejects writes from pages of other origins, as on https the cookie is sent with those too.
 * Browsers send `Origin` or `Sec-Fetch-Site` with every such call. A call with neither does not
 * come from a page.
 */
export function originCheck(publicUrl: string) {
  return createMiddleware(async (c, next) => {
    const header = (name: string) => c.req.header(name)
    if (!readOnly.has(c.req.method) && !isOurs(header, publicUrl)) {
      throw new ProblemError('foreign-origin', 'Only our own pages may make this call.')
    }
    await next()
  })
}

function isOurs(header: (name: string) => string | undefined, publicUrl: string): boolean {
  const origin = header('origin')
  if (origin !== undefined) return isOurOrigin(origin, publicUrl, header('host'))
  const site = header('sec-fetch-site')
  return site === undefined || site === 'same-origin'
}

/**
 * Our public origin, or the origin of the requested host: behind a gateway or in development they
 * may differ. If our public address is https, an http page is never ours, as it can be forged on
 * the way.
 */
function isOurOrigin(origin: string, publicUrl: string, host: string | undefined): boolean {
  if (origin === publicUrl) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host: originHost } = new URL(origin)
  return originHost === host && (protocol === 'https:' || publicUrl.startsWith('http:'))
}
