import { lookup as resolve } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isInnerAddress } from './inner-addresses.ts'

/** Whether an address is on a host with a public name, by https. */
export function isPublicHttps({ protocol, hostname }: URL): boolean {
  // A name may end with the dot of the root.
  const name = hostname.replace(/^\[|\]$|\.$/g, '')
  const isName = isIP(name) === 0 && name.includes('.')
  return protocol === 'https:' && isName && !/\.(localhost|local|internal)$/.test(name)
}

/** A name leads into a private network. */
export class InnerAddressError extends Error {
  override readonly name = 'InnerAddressError'
}

/**
 * A DNS lookup that refuses addresses in private networks, see `isInnerAddress`.
 * @param trustedHosts names that may resolve to anything
 */
export function publicLookup(trustedHosts: readonly string[], lookup = resolve): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map((a) => a.address)
      const isTrusted = trustedHosts.includes(hostname)
      if (error === null && !isTrusted && addresses.some(isInnerAddress)) {
        callback(new InnerAddressError(`${hostname} is in a private network.`), found, family)
      } else {
        callback(error, found, family)
      }
    })
  }
}
