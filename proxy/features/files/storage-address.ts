import { lookup as resolve } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isInnerAddress } from '#proxy/base/http/inner-addresses.ts'
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

function isPublicHttps({ protocol, hostname }: URL): boolean {
  const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && hostname.includes('.')
  return protocol === 'https:' && isName && !/\.(localhost|local|internal)\.?$/.test(hostname)
}

/**
 * A DNS lookup that refuses addresses in private networks, see `isInnerAddress`.
 * @param trustedHost a name that may resolve to anything
 */
export function publicLookup(trustedHost: string, lookup = resolve): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map((a) => a.address)
      if (error === null && hostname !== trustedHost && addresses.some(isInnerAddress)) {
        callback(new Error(`${hostname} is an address of a private network.`), found, family)
      } else {
        callback(error, found, family)
      }
    })
  }
}
