import { isPublicHttps } from '#proxy/base/http/public-address.ts'
import { ProblemError } from '#proxy/base/problem.ts'

/*
 * Checks the upload address from upstream: a wrong one must not make us send contracts unencrypted,
 * or into our own network. DingTalk's configured origin is also allowed, as sandboxes and gateways
 * may be anywhere.
 */

/**
 * Returns the address if files may be sent there: by https to a host with a public name, or to
 * `trusted`.
 * @param trusted an origin
 * @throws ProblemError `upstream-unavailable`
 */
export function checkStorageAddress(address: string | null, trusted: string): URL {
  const url = address !== null && URL.canParse(address) ? new URL(address) : null
  if (url !== null && (url.origin === trusted || isPublicHttps(url))) return url
  throw new ProblemError(
    'upstream-unavailable',
    'e签宝 returned a storage address that is not allowed.',
  )
}
