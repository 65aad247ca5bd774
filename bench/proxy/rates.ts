import autocannon from 'autocannon'
import { median } from '#bench/stats.ts'

export type RateRequest = {
  url: string
  connections: number
  seconds: number
  /** Returns path and cookie of the nth request. */
  ask: (request: number) => RatedRequest
}

export type RatedRequest = { path: string; cookie: string }

/** Times in milliseconds; null if nothing was answered. */
export type Rate = {
  perSecond: number
  p50: number | null
  /** Requests without an answer, or with a status other than 2xx. */
  failed: number
  requests: number
}

/** Sends requests as fast as the connections allow. */
export async function measureRate(request: RateRequest): Promise<Rate> {
  const { url, connections, seconds, ask } = request
  let number = 0
  // autocannon's own histogram has whole milliseconds, which is too coarse here.
  const times: number[] = []
  const options: autocannon.Options = {
    url,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest(next) {
          const { path, cookie } = ask(number++)
          return { ...next, path, headers: { cookie, 'accept-encoding': 'gzip, deflate, br' } }
        },
      },
    ],
  }
  const { errors, timeouts, non2xx } = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(options, (error: unknown, result) =>
      error ? reject(error) : resolve(result),
    )
    running.on('response', (_client, _status, _bytes, ms) => times.push(ms))
  })
  return {
    perSecond: times.length / seconds,
    p50: median(times),
    failed: errors + timeouts + non2xx,
    requests: times.length,
  }
}
