import { createMiddleware } from 'hono/factory'
import { ProblemError } from '#proxy/http/problem.ts'

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses calls that change something and were made by a page of another origin: on https the
 * session cookie goes along with those too.
 *
 * Browsers send `Origin` with every such call, and the ones that leave it out send
 * `Sec-Fetch-Site`. A call with neither is not made by a page; the person who makes it holds the cookie
 * himself.
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
 * The public one, or that of the very host that was asked: behind a gateway, and on a developer's
 * machine, a page may be at another address than the public one. A plain http page is never ours
 * when we are public by https, for anybody on the way can write such a page.
 */
function isOurOrigin(origin: string, publicUrl: string, host: string | undefined): boolean {
  if (origin === publicUrl) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host: originHost } = new URL(origin)
  return originHost === host && (protocol === 'https:' || publicUrl.startsWith('http:'))
}
