import { isIP } from 'node:net'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads environment variables one by one and collects what is wrong with them. */
export class Settings {
  readonly problems: string[] = []
  readonly #env: Environment

  constructor(env: Environment) {
    this.#env = env
  }

  reject(problem: string): void {
    this.problems.push(problem)
  }

  /** The trimmed value; null if unset or empty. */
  text(name: string): string | null {
    const value = this.#env[name]?.trim()
    return value === undefined || value === '' ? null : value
  }

  /** The parts of a comma-separated value. */
  list(name: string): string[] {
    const parts = (this.text(name) ?? '').split(',').map((part) => part.trim())
    return parts.filter((part) => part !== '')
  }

  /** Comma-separated host names, without port and path; null if there are none. */
  hosts(name: string): string[] | null {
    const hosts = this.list(name).map((host) => host.toLowerCase())
    const wrong = hosts.filter((host) => !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host))
    if (wrong.length > 0) {
      this.reject(`${name} has parts that are not host names: ${wrong.join(', ')}.`)
    }
    return hosts.length > 0 ? hosts : null
  }

  choice<const Value extends string>(
    name: string,
    values: readonly Value[],
    fallback: NoInfer<Value>,
  ): Value {
    const text = this.text(name)
    if (text === null) return fallback
    const found = values.find((value) => value === text)
    if (found === undefined) this.reject(`${name}=${text} is not one of ${values.join(', ')}.`)
    return found ?? fallback
  }

  /** `on` or `off`. */
  isOn(name: string, fallback: boolean): boolean {
    return this.choice(name, ['on', 'off'], fallback ? 'on' : 'off') === 'on'
  }

  port(name: string, fallback: number): number {
    const text = this.text(name)
    if (text === null) return fallback
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
    if (port < 1 || port > 65_535) {
      this.reject(`${name}=${text} is not a port: use a number from 1 to 65535.`)
      return fallback
    }
    return port
  }

  /** An integer within bounds. */
  count(name: string, fallback: number, least: number, most: number): number {
    const text = this.text(name)
    if (text === null) return fallback
    const count = /^\d{1,9}$/.test(text) ? Number(text) : NaN
    if (count >= least && count <= most) return count
    this.reject(`${name}=${text} is not a whole number from ${least} to ${most}.`)
    return fallback
  }

  /** An http or https address, optionally with a path, without a slash at the end. */
  url(name: string): string | null {
    const text = this.text(name)
    if (text === null) return null
    const url = parseUrl(text)
    if (url === null || url.search !== '' || url.hash !== '' || url.username !== '') {
      // Not quoted, as it may contain a password.
      this.reject(`${name} must be an http or https URL without query, fragment and user name.`)
      return null
    }
    return (url.origin + url.pathname).replace(/\/+$/, '')
  }

  /** The https address of a page to send people to. */
  pageUrl(name: string): string | null {
    const text = this.text(name)
    if (text === null) return null
    const url = parseUrl(text)
    if (url?.protocol === 'https:' && url.username === '') return url.href
    this.reject(`${name}=${text} is not an https URL.`)
    return null
  }

  databaseUrl(name: string): string | null {
    const text = this.text(name)
    if (text === null) return null
    const url = URL.canParse(text) ? new URL(text) : null
    const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:'
    // A socket's folder may be a parameter.
    if (isPostgres && (url.hostname !== '' || (url.searchParams.get('host') ?? '') !== ''))
      return text
    // Not quoted, as it may contain a password.
    this.reject(`${name} is not a database URL: use postgres://user:password@host/name.`)
    return null
  }

  /** An http or https address without a path. */
  origin(name: string): string | null {
    const url = this.url(name)
    if (url !== null && url !== new URL(url).origin) {
      this.reject(`${name}=${url} has a path: the app must be at the root of its address.`)
      return null
    }
    return url
  }
}

function parseUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null
}

/** Whether a host can only be reached from this machine; names below `localhost` too (RFC 6761). */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (isIP(bare) === 4) return bare.startsWith('127.')
  return bare === '::1' || /^(.+\.)?localhost$/.test(bare)
}
