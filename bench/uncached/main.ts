import { parseArgs } from 'node:util'
import { ensureBuilt, root } from '#scripts/built-app.mjs'
import { startChild } from '#bench/proxy/child.ts'
import { startLiveProxy, type LiveProxy } from '#bench/proxy/live-proxy.ts'
import { measureRate } from '#bench/proxy/rates.ts'
import { startStub } from '#bench/proxy/stub.ts'
import { median } from '#bench/stats.ts'
import { processorMs } from './processor-time.ts'
import { countersOf, untilWritten, type Counters } from './counters.ts'

/**
 * `npm run bench:uncached`: what an uncached view costs, in one build or in several builds
 * alternately, compared with a pass-through server that makes the same three calls. Linux only. It
 * stores no result.
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '1,16,64,256' },
    /** `name=folder`, once per build; the folder contains a `dist`. By default this project. */
    build: { type: 'string', multiple: true, default: [] },
    /**
     * More options for the proxies' Node, such as `--node=--cpu-prof
     * --node=--cpu-prof-dir=/tmp/profiles`.
     */
    node: { type: 'string', multiple: true, default: [] },
  },
})
const seconds = Number(values.seconds)
const builds = values.build.length === 0 ? [`ours=${root}`] : values.build
const upstreamMs = 50
const warmUpSeconds = 4

type Server = { name: string; url: string; pid: number; proxy: LiveProxy | null }

type Measured = {
  perSecond: number
  p50: number | null
  p99: number | null
  failed: number
  /** Processor time per view in milliseconds, like `database`. */
  own: number
  database: number
  statements: number
  /** Time of one statement, as measured by the proxy. */
  statementMs: number
  /** Time of one call to e签宝, as measured by the proxy. */
  callMs: number
}

if (values.build.length === 0) ensureBuilt()
const stub = await startStub()
const passThrough = await startChild('bare-main.ts', ['pass-through', stub.url])
const servers: Server[] = [
  { name: 'pass-through', url: passThrough.url, pid: passThrough.pid, proxy: null },
]
let flowNumber = 0

try {
  // Concurrently, because signing in waits for DingTalk's rate limits.
  const proxies = await Promise.all(
    builds.map(async (named) => {
      const [name = '', folder] = named.split('=')
      const proxy = await startLiveProxy(stub.url, { build: folder, nodeOptions: values.node })
      return { name, url: proxy.url, pid: proxy.pid, proxy }
    }),
  )
  servers.push(...proxies)
  await stub.set({ delayMs: upstreamMs })
  for (const server of servers) await measure(server, 64, warmUpSeconds)
  for (const connections of values.connections.split(',').map(Number)) {
    const rounds: Measured[][] = servers.map(() => [])
    for (let round = 0; round < Number(values.rounds); round += 1)
      for (const [index, server] of servers.entries())
        rounds[index]?.push(await measure(server, connections, seconds))
    printRounds(connections, rounds)
  }
} finally {
  await Promise.all([...servers.map(({ proxy }) => proxy?.stop()), passThrough.stop()])
  await stub.stop()
}

async function measure(server: Server, connections: number, forSeconds: number): Promise<Measured> {
  const { url, proxy } = server
  const cookies = proxy?.cookies ?? ['']
  if (proxy !== null) await untilWritten(proxy.url)
  const before = { ...processorMs(server.pid), ...(await countsOf(proxy)) }
  const rate = await measureRate({
    url,
    connections,
    seconds: forSeconds,
    ask: (number) => ({
      path: `/api/flows/PRO-BENCH-${(flowNumber += 1)}`,
      cookie: cookies[number % cookies.length] ?? '',
    }),
  })
  if (proxy !== null) await untilWritten(proxy.url)
  const after = { ...processorMs(server.pid), ...(await countsOf(proxy)) }
  const more = (what: keyof typeof after) => after[what] - before[what]
  return {
    ...rate,
    own: more('own') / rate.requests,
    database: more('database') / rate.requests,
    statements: more('statements') / rate.requests,
    statementMs: (more('statementSeconds') / more('statements')) * 1000,
    callMs: (more('callSeconds') / more('calls')) * 1000,
  }
}

async function countsOf(proxy: LiveProxy | null): Promise<Counters> {
  return proxy === null
    ? { statements: 0, statementSeconds: 0, calls: 0, callSeconds: 0 }
    : countersOf(proxy.url)
}

function printRounds(connections: number, rounds: readonly (readonly Measured[])[]): void {
  const middle = (of: readonly Measured[] | undefined, what: keyof Measured) =>
    median((of ?? []).map((one) => one[what]).filter((value) => value !== null))
  console.table(
    servers.map(({ name }, index) => {
      const of = rounds[index]
      const ratios = (of ?? []).map(
        ({ perSecond }, round) => perSecond / (rounds[0]?.[round]?.perSecond ?? NaN),
      )
      const each = (what: keyof Measured) => Number(middle(of, what)?.toFixed(2))
      return {
        connections,
        server: name,
        'a second': Math.round(middle(of, 'perSecond') ?? NaN),
        'of pass-through': Number(median(ratios)?.toFixed(3)),
        p50: each('p50'),
        p99: each('p99'),
        failed: each('failed'),
        'own ms': each('own'),
        'Postgres ms': each('database'),
        statements: each('statements'),
        'statement ms': each('statementMs'),
        'call ms': each('callMs'),
      }
    }),
  )
}
