import type { CDPSession } from '@playwright/test'

/** One request of a page. Milliseconds since the page itself was asked for. */
export type NetworkRequest = {
  path: string
  type: string
  start: number
  /** First byte of the answer's body, or its end where it has none. */
  first: number | null
  end: number | null
  /** With headers; 0 from the cache. */
  bytes: number
  /** What came when, as far as it is body. */
  parts: { at: number; bytes: number }[]
}

/** Everything that a page loads. */
export class NetworkLog {
  readonly #requests = new Map<string, NetworkRequest>()
  #startedAt: number | null = null

  private constructor() {}

  /** Call before the page is opened. */
  static async watch(cdp: CDPSession): Promise<NetworkLog> {
    const log = new NetworkLog()
    const since = (timestamp: number) =>
      Math.round((timestamp - (log.#startedAt ?? timestamp)) * 10_000) / 10
    cdp.on('Network.requestWillBeSent', ({ requestId, request, type, timestamp }) => {
      if (request.url.startsWith('data:')) return
      log.#startedAt ??= timestamp
      const { pathname } = new URL(request.url)
      log.#requests.set(requestId, {
        path: request.method === 'GET' ? pathname : `${request.method} ${pathname}`,
        type: type ?? 'Other',
        start: since(timestamp),
        first: null,
        end: null,
        bytes: 0,
        parts: [],
      })
    })
    cdp.on('Network.dataReceived', ({ requestId, timestamp, encodedDataLength }) => {
      const request = log.#requests.get(requestId)
      if (!request) return
      request.first ??= since(timestamp)
      request.parts.push({ at: since(timestamp), bytes: encodedDataLength })
    })
    cdp.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
      const request = log.#requests.get(requestId)
      if (!request) return
      request.first ??= since(timestamp)
      request.end = since(timestamp)
      request.bytes = encodedDataLength
    })
    await cdp.send('Network.enable')
    return log
  }

  get requests(): NetworkRequest[] {
    return [...this.#requests.values()]
  }
}

/** Bytes of bodies that had come by a time, of requests of some types. */
export function bodyBytesBy(
  requests: readonly NetworkRequest[],
  at: number,
  types: readonly string[],
): number {
  return requests
    .filter(({ type }) => types.includes(type))
    .flatMap(({ parts }) => parts)
    .reduce((sum, part) => (part.at <= at ? sum + part.bytes : sum), 0)
}
