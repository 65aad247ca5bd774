import type { CDPSession } from '@playwright/test'

/** One request of a page. Times are milliseconds since the page itself was requested. */
export type NetworkRequest = {
  path: string
  type: string
  start: number
  /**
   * When the first byte of the body arrived; for an answer without a body, when the answer ended.
   */
  first: number | null
  end: number | null
  /** Includes headers; 0 for an answer from the cache. */
  bytes: number
  /** The chunks of the body, in order of arrival. */
  parts: { at: number; bytes: number }[]
}

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

/** Bytes of bodies that had arrived by a time, for requests of the given types. */
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
