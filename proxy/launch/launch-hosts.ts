import { isLoopback } from '../settings.ts'

/** Which addresses people may be sent to. */
export type LaunchHosts = {
  /** Hosts that are allowed with all their subdomains, by https alone; in lower case. */
  hosts: readonly string[]
  /** An origin that is allowed as it is: the sandbox's, on this machine. */
  sandboxOrigin: string | null
}

/**
 * The origin of a played DingTalk, whose pages are beside its calls; null for an address of a real
 * one, which is never on this machine.
 */
export function sandboxOriginOf(apiUrl: string): string | null {
  const { origin, hostname } = new URL(apiUrl)
  return isLoopback(hostname) ? origin : null
}

/**
 * Why nobody may be sent to an address: the host that is not allowed, or what else it is; null when it
 * may be launched. A `dingtalk:` address opens what its parameters name, so each address in them is
 * looked at, and there must be one.
 */
export function refusedHost(address: string, allowed: LaunchHosts): string | null {
  if (!URL.canParse(address)) return 'no address'
  const url = new URL(address)
  if (url.protocol === 'dingtalk:') return refusedInside(url, allowed)
  if (url.origin === allowed.sandboxOrigin) return null
  if (url.username !== '' || url.password !== '') return `user@${url.host}`
  const isAllowed =
    url.protocol === 'https:' &&
    allowed.hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
  return isAllowed ? null : `${url.protocol}//${url.host}`
}

function refusedInside(url: URL, allowed: LaunchHosts): string | null {
  if (url.hostname !== 'dingtalkclient') return `dingtalk://${url.hostname}`
  const inner = [...url.searchParams.values()].flatMap((value) => addressIn(value) ?? [])
  if (inner.length === 0) return 'dingtalk: without an address'
  for (const address of inner) {
    const refused = refusedHost(address, allowed)
    if (refused !== null) return refused
  }
  return null
}

/** The address that a parameter is, also when it was encoded more than once; null for other values. */
function addressIn(value: string): string | null {
  let text = value.trim()
  for (let depth = 0; depth < 3; depth += 1) {
    if (URL.canParse(text)) return text
    // Browsers would take it for an address relative to some scheme.
    if (/^[/\\]{2}/.test(text)) return `https:${text}`
    text = decode(text)
  }
  return null
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
