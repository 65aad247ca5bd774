import { request } from 'undici'
import { untilWritten } from './until-written.ts'
import { startChild } from './child.ts'
import type { LiveProxy } from './live-proxy.ts'
import { measureRate, type RatedRequest } from './rates.ts'
import type { MeasuredRate, Server, View } from './result.ts'
import type { Stub } from './stub.ts'
import { connectionCounts } from './targets.ts'

const warmUpSeconds = 5

type RateParts = { stub: Stub; proxy: LiveProxy; seconds: number; upstreamMs: number }

/** Flow views per second, of the proxy and of the servers for comparison. */
export async function measureRates(parts: RateParts): Promise<MeasuredRate[]> {
  const { stub, proxy, seconds } = parts
  const body = await readBody(proxy)
  const bare = await startChild('bare-main.ts', ['static', body.base64, body.encoding])
  const passThrough = await startChild('bare-main.ts', ['pass-through', stub.url])
  const urls: Record<Server, string> = {
    bare: bare.url,
    upstream: stub.url,
    'pass-through': passThrough.url,
    ours: proxy.url,
  }
  const rates: MeasuredRate[] = []
  let flowNumber = 0

  function ask(server: Server, view: View, number: number): RatedRequest {
    const [first, ...others] = proxy.cookies
    if (view === 'cached') return { path: '/api/flows/PRO-CACHED', cookie: first }
    const taskId = `PRO-BENCH-${(flowNumber += 1)}`
    if (server !== 'ours') return { path: `/v2.0/esign/flowTasks/${taskId}`, cookie: first }
    const cookies = [first, ...others]
    return { path: `/api/flows/${taskId}`, cookie: cookies[number % cookies.length] ?? first }
  }

  async function rateOf(server: Server, view: View, connections: number, forSeconds: number) {
    const rate = await measureRate({
      url: urls[server],
      connections,
      seconds: forSeconds,
      ask: (number) => ask(server, view, number),
    })
    // What the proxy still writes would disturb the next measurement.
    if (server === 'ours') await untilWritten(proxy.url)
    return rate
  }

  async function measure(server: Server, view: View, connections: number): Promise<void> {
    const before = await stub.counts()
    const rate = await rateOf(server, view, connections, seconds)
    const { calls } = await stub.counts()
    const upstreamCalls =
      server === 'bare' || rate.requests === 0 ? null : (calls - before.calls) / rate.requests
    console.log(
      `${server} ${view} ${connections}: ${Math.round(rate.perSecond)}/s, p50 ${rate.p50?.toFixed(2) ?? '—'} ms`,
    )
    rates.push({ ...rate, server, view, connections, upstreamCalls })
  }

  try {
    await stub.set({ delayMs: parts.upstreamMs })
    // A server's first answers are slow, so these are not counted.
    await rateOf('ours', 'uncached', 16, warmUpSeconds)
    for (const connections of connectionCounts) {
      // Sequential, because measurements share the machine.
      await stub.set({ delayMs: 0 })
      await measure('bare', 'cached', connections)
      await measure('ours', 'cached', connections)
      await stub.set({ delayMs: parts.upstreamMs })
      await measure('upstream', 'uncached', connections)
      await measure('pass-through', 'uncached', connections)
      await measure('ours', 'uncached', connections)
    }
  } finally {
    await Promise.all([bare.stop(), passThrough.stop(), stub.set({ delayMs: 0 })])
  }
  return rates
}

/** A compressed flow view, as browsers receive it; fetch would decompress it. */
export async function readBody(
  proxy: LiveProxy,
): Promise<{ base64: string; bytes: number; encoding: string }> {
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
