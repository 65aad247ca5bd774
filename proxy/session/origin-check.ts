import { createMiddleware } from 'hono/factory'
import { ProblemError } from '../problem.ts'

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses calls that change something and were made by a page of another origin: on https the
 * session cookie goes along with those too.
 *
 * Browsers send `Origin` with every such call, and the ones that leave it out send
 * `Sec-Fetch-Site`. A call with neither is not made by a page; whoever makes it holds the cookie
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
  if (origin !== undefined) return origin === publicUrl || hostOf(origin) === header('host')
  const site = header('sec-fetch-site')
  return site === undefined || site === 'same-origin'
}

/** Behind a gateway we are asked by http what the page asked by https, so the host alone counts. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
