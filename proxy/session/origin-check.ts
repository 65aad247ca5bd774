import { createMiddleware } from 'hono/factory'
import { ProblemError } from '#proxy/http/problem.ts'

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changing calls from pages of other origins, as the cookie goes along with those too on
 * https.
 * Browsers send `Origin` with every such call, or `Sec-Fetch-Site`. A call with neither does not
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
 * Our public origin, or that of the requested host: behind a gateway or in development they may
 * differ. On public https, an http page is never ours, as anybody on the way can write it.
 */
function isOurOrigin(origin: string, publicUrl: string, host: string | undefined): boolean {
  if (origin === publicUrl) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host: originHost } = new URL(origin)
  return originHost === host && (protocol === 'https:' || publicUrl.startsWith('http:'))
}
