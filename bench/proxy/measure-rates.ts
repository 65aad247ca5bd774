import { untilWritten } from './until-written.ts'
import { startChild } from './child.ts'
import type { LiveProxy } from './live-proxy.ts'
import { measureRate, type RatedRequest } from './rates.ts'
import type { MeasuredRate, Server, View } from './result.ts'
import type { Stub } from './stub.ts'
import { busyConnections } from './targets.ts'

const connectionCounts = [1, 16, 64, 256]

const warmUpSeconds = 5

type RateParts = { stub: Stub; proxy: LiveProxy; seconds: number; upstreamMs: number }

/** Flow views per second, of the proxy and of the servers for comparison. */
export async function measureRates(parts: RateParts): Promise<MeasuredRate[]> {
  const { stub, proxy } = parts
  const body = await readBody(proxy)
  const bare = await startChild('bare-main.ts', ['static', body.base64, body.encoding])
  const passThrough = await startChild('bare-main.ts', ['pass-through', stub.url])
  const { rates, ask, measure } = measuring(parts, {
    bare: bare.url,
    upstream: stub.url,
    'pass-through': passThrough.url,
    ours: proxy.url,
  })
  try {
    await stub.set({ delayMs: parts.upstreamMs })
    // A server's first answers are slow, so these are not counted.
    await ask('ours', 'uncached', 16, warmUpSeconds)
    for (const connections of connectionCounts) {
      // Sequential, because measurements share the machine.
      await stub.set({ delayMs: 0 })
      await measure('bare', 'cached', connections)
      await measure('ours', 'cached', connections)
      await stub.set({ delayMs: parts.upstreamMs })
      await measure('ours', 'coalesced', connections)
      await measure('upstream', 'uncached', connections)
      await measure('pass-through', 'uncached', connections)
      await measure('ours', 'uncached', connections)
    }
  } finally {
    await Promise.all([bare.stop(), passThrough.stop(), stub.set({ delayMs: 0 })])
  }
  return rates
}

/** Uncached flow views per second of a proxy with several workers, with nothing else running. */
export async function measureWorkers(parts: RateParts): Promise<MeasuredRate[]> {
  const { stub, proxy, upstreamMs } = parts
  const { rates, ask, measure } = measuring(parts, { workers: proxy.url })
  await stub.set({ delayMs: upstreamMs })
  // Longer, because every worker has to read something of every organisation once.
  await ask('workers', 'uncached', 64, 2 * warmUpSeconds)
  for (const connections of busyConnections) await measure('workers', 'uncached', connections)
  await stub.set({ delayMs: 0 })
  return rates
}

function measuring(
  { stub, proxy: { cookies }, seconds }: RateParts,
  urls: Partial<Record<Server, string>>,
) {
  const rates: MeasuredRate[] = []
  let flowNumber = 0
  const freshFlow = () => `PRO-BENCH-${(flowNumber += 1)}`
  const upstreamPath = () => `/v2.0/esign/flowTasks/${freshFlow()}`

  async function measure(server: Server, view: View, connections: number) {
    const before = await stub.counts()
    const rate = await ask(server, view, connections, seconds)
    const { calls } = await stub.counts()
    const upstreamCalls =
      server === 'bare' || rate.requests === 0 ? null : (calls - before.calls) / rate.requests
    console.log(
      `${server} ${view} ${connections}: ${Math.round(rate.perSecond)}/s, p50 ${rate.p50?.toFixed(2) ?? '—'} ms`,
    )
    rates.push({ ...rate, server, view, connections, upstreamCalls })
  }

  /** Until the proxy has written what it read, so that the next measurement is not disturbed. */
  async function ask(server: Server, view: View, connections: number, forSeconds: number) {
    const url = urls[server] ?? ''
    const rate = await measureRate({
      url,
      connections,
      seconds: forSeconds,
      ask: askerOf(server, view, connections),
    })
    if (server === 'ours' || server === 'workers') await untilWritten(url)
    return rate
  }

  function askerOf(
    server: Server,
    view: View,
    connections: number,
  ): (number: number) => RatedRequest {
    const cookieOf = (number: number) => cookies[number % cookies.length] ?? cookies[0]
    const isUpstream = server === 'upstream' || server === 'pass-through'
    if (isUpstream) return () => ({ path: upstreamPath(), cookie: cookies[0] })
    if (view === 'cached') return () => ({ path: '/api/flows/PRO-CACHED', cookie: cookies[0] })
    if (view === 'uncached')
      return (number) => ({ path: `/api/flows/${freshFlow()}`, cookie: cookieOf(number) })
    let asked: RatedRequest
    return (number) => {
      if (number % connections === 0)
        asked = { path: `/api/flows/${freshFlow()}`, cookie: cookieOf(number / connections) }
      return asked
    }
  }

  return { rates, ask, measure }
}

/** A compressed flow view, as browsers receive it. */
export async function readBody(
  proxy: LiveProxy,
): Promise<{ base64: string; bytes: number; encoding: string }> {
  // fetch would decompress the body.
  const { request } = await import('undici')
  const { body, headers, statusCode } = await request(`${proxy.url}/api/flows/PRO-CACHED`, {
    headers: { cookie: proxy.cookies[0], 'accept-encoding': 'gzip, deflate, br' },
  })
  const bytes = Buffer.from(await body.arrayBuffer())
  if (statusCode !== 200) throw new Error(`no flow: ${statusCode} ${bytes.toString()}`)
  const encoding = headers['content-encoding']
  return {
    base64: bytes.toString('base64'),
    bytes: bytes.length,
    encoding: typeof encoding === 'string' ? encoding : 'identity',
  }
}
