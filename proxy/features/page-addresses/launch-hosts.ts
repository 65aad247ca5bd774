import { isLoopback } from '#proxy/settings.ts'
import { addressesIn, hasInvalidTarget } from './addresses-in.ts'

/** Characters of an address; e签宝's have a few thousand at most. */
const maxLength = 32_768

/** Which addresses people may be sent to. */
export type LaunchHosts = {
  /** Hosts allowed by https, with all their subdomains; in lower case. */
  hosts: readonly string[]
  /** An origin allowed as it is: the sandbox's, on this machine. */
  sandboxOrigin: string | null
  /** Our own origin, which is allowed inside a `dingtalk:` address. */
  ownOrigin: string
}

/**
 * The origin of the sandbox's DingTalk, which serves its pages beside its API; null for the real
 * one, which is never on this machine.
 */
export function sandboxOriginOf(apiUrl: string): string | null {
  const { origin, hostname } = new URL(apiUrl)
  return isLoopback(hostname) ? origin : null
}

/**
 * Why an address may not be launched: the refused host, or what else is wrong; null if it may. All
 * addresses inside a `dingtalk:` address are checked, and it must contain one (`refusedInside`).
 */
export function refusedHost(address: string, allowed: LaunchHosts): string | null {
  if (address.length > maxLength) return 'an address that is too long'
  if (!URL.canParse(address)) return 'no address'
  const url = new URL(address)
  return url.protocol === 'dingtalk:' ? refusedInside(url, allowed) : refusedPage(url, allowed)
}

function refusedPage(url: URL, { hosts, sandboxOrigin }: LaunchHosts): string | null {
  if (url.origin === sandboxOrigin) return null
  if (url.username !== '' || url.password !== '') return `user@${url.host}`
  const isAllowed =
    url.protocol === 'https:' &&
    hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
  return isAllowed ? null : `${url.protocol}//${url.host}`
}

function refusedInside(link: URL, allowed: LaunchHosts): string | null {
  const held = addressesIn(link)
  if (held === null) return 'dingtalk: with too much in it'
  const pages = held.filter(({ protocol }) => protocol !== 'dingtalk:')
  for (const url of [link, ...held]) {
    const refused =
      url.protocol === 'dingtalk:' ? refusedClientLink(url) : refusedHeld(url, allowed)
    if (refused !== null) return refused
  }
  return pages.length === 0 ? 'dingtalk: without an address' : null
}

function refusedClientLink(link: URL): string | null {
  const { username, password, host } = link
  if (username !== '' || password !== '') return `dingtalk://user@${host}`
  if (host !== 'dingtalkclient') return `dingtalk://${host}`
  return hasInvalidTarget(link) ? 'dingtalk: to what is no address' : null
}

/** Pages of e签宝 may return to a page of ours. */
function refusedHeld(url: URL, allowed: LaunchHosts): string | null {
  return url.origin === allowed.ownOrigin ? null : refusedPage(url, allowed)
}
