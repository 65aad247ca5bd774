import type { AppContext } from '#proxy/base/http/app-env.ts'
import { ProblemError } from '#proxy/base/problem.ts'

type Header = (name: string) => string | undefined

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Rejects writes from pages of other origins, as on https the cookie is sent with those too.
 * Browsers send `Origin` or `Sec-Fetch-Site` with every such call. A call with neither does not
 * come from a page. The same goes for files, whose taking is noted and costs something, unless
 * their address has a ticket.
 * @throws ProblemError `foreign-origin`
 */
export function requireOurPage(
  c: AppContext,
  { takesFileByCookie, publicUrl }: { takesFileByCookie: boolean; publicUrl: string },
): void {
  const header = (name: string) => c.req.header(name)
  const isRefused = readOnly.has(c.req.method)
    ? takesFileByCookie && !mayTakeFile(header, publicUrl)
    : !isOurs(header, publicUrl)
  if (isRefused) {
    throw new ProblemError('foreign-origin', 'Only our own pages may make this call.')
  }
}

/** A person may also enter the address of a file. */
function mayTakeFile(header: Header, publicUrl: string): boolean {
  return header('sec-fetch-site') === 'none' || isOurs(header, publicUrl)
}

function isOurs(header: Header, publicUrl: string): boolean {
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
export function isOurOrigin(origin: string, publicUrl: string, host: string | undefined): boolean {
  if (origin === publicUrl) return true
  if (!URL.canParse(origin)) return false
  const { protocol, host: originHost } = new URL(origin)
  return originHost === host && (protocol === 'https:' || publicUrl.startsWith('http:'))
}
