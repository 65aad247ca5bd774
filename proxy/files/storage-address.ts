import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { ProblemError } from '#proxy/http/problem.ts'

/*
 * Upstream names the address that a file goes to. It is not followed blindly: a wrong one must not
 * make us send contracts in the clear, or reach into our own network. The one exception is the origin
 * of DingTalk itself as it is configured: the sandbox, or a gateway, may be anywhere.
 */

/**
 * The address, when files may be sent there: by https to a host with a public name, or to `trusted`.
 * @param trusted an origin
 * @throws ProblemError `upstream-unavailable`
 */
export function checkStorageAddress(address: string | null, trusted: string): URL {
  const url = address !== null && URL.canParse(address) ? new URL(address) : null
  if (url !== null && (url.origin === trusted || isPublicHttps(url))) return url
  throw new ProblemError('upstream-unavailable', 'e签宝 named no storage that files may go to.')
}

function isPublicHttps({ protocol, hostname }: URL): boolean {
  const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && hostname.includes('.')
  return protocol === 'https:' && isName && !/\.(localhost|local|internal)\.?$/.test(hostname)
}

/** Addresses of this machine and of private networks. */
const ours = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  ours.addSubnet(net, prefix, 'ipv4')
}
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  ours.addSubnet(net, prefix, 'ipv6')
}

/**
 * Resolves names like everybody does, but finds none that stand for our own network. (Not among those
 * addresses is 198.18.0.0/15, which many a developer's tunnel gives to all names.)
 * @param trustedHost a name that may stand for anything
 */
export function publicLookup(trustedHost: string, lookup = resolve): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [found] : (found ?? []).map((a) => a.address)
      if (error === null && hostname !== trustedHost && addresses.some(isOurs)) {
        callback(new Error(`${hostname} is an address of a private network.`), found, family)
      } else {
        callback(error, found, family)
      }
    })
  }
}

function isOurs(address: string): boolean {
  return ours.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
