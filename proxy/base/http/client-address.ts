import { BlockList, isIP } from 'node:net'
import type { AppContext } from './app-env.ts'

/** Addresses that our own gateways may have: this machine and private networks. */
const gateways = new BlockList()
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  gateways.addSubnet(network, prefix, 'ipv4')
gateways.addAddress('::1', 'ipv6')
gateways.addSubnet('fc00::', 7, 'ipv6')

/**
 * Behind a gateway the last one in `x-forwarded-for`, which can be forged. For IPv6 the /64
 * network, as each subscriber has one.
 */
export function clientAddress(c: AppContext): string {
  const remote = withoutMapping(c.env?.incoming?.socket.remoteAddress ?? '')
  if (!isGateway(remote)) return networkOf(remote)
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return networkOf(isIP(forwarded) === 0 ? remote : withoutMapping(forwarded))
}

function isGateway(address: string): boolean {
  const version = isIP(address)
  // No address: a test, or a local socket.
  return version === 0 || gateways.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

export function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** The first 64 bits of an IPv6 address; other addresses unchanged. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  const groups = [...first, ...Array.from({ length: zeros }, () => '0'), ...last]
  return `${groups.slice(0, 4).join(':')}::/64`.toLowerCase()
}
