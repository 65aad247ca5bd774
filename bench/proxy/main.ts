import { parseArgs } from 'node:util'
import { ensureBuilt } from '#scripts/built-app.mjs'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { writeResult } from '#bench/results-file.ts'
import { printVerdicts } from '#bench/verdict-table.ts'
import { measureBigBody } from './big-body.ts'
import { startLiveProxy, type LiveProxy } from './live-proxy.ts'
import { measureRates, measureWorkers, readBody } from './measure-rates.ts'
import type { ProxyResult } from './result.ts'
import { measureStarts } from './starts.ts'
import { startStub } from './stub.ts'
import { proxyVerdicts } from './targets.ts'
import { measureIdle, measureViewers } from './viewers.ts'

/**
 * `npm run bench:proxy`: how fast the proxy answers compared with direct upstream calls, what live
 * pages cost, how long the app takes to start, and its memory when idle. See docs/performance.md.
 */

const upstreamMs = 50
const viewerCount = 1000
const idleCount = 5000

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    starts: { type: 'string', default: '5' },
  },
})
const seconds = Number(values.seconds)
const starts = Number(values.starts)
if (!(seconds >= 1 && starts >= 1)) throw new Error('--seconds and --starts are at least 1')

ensureBuilt()
const machine = thisMachine()
console.log(`${starts} starts of each kind`)
const started = await measureStarts(starts, machine)
await writeResult('start', started)
printVerdicts(started.verdicts)
const stub = await startStub()
try {
  const rates = await withProxy((proxy) => measureRates({ stub, proxy, seconds, upstreamMs }))
  rates.push(
    ...(await withProxy(
      (proxy) => measureWorkers({ stub, proxy, seconds, upstreamMs }),
      machine.cores,
    )),
  )
  const { bytes: bodyBytes } = await withProxy(readBody)
  console.log(`${viewerCount} viewers of one flow`)
  const viewers = await withProxy((proxy) => measureViewers(stub, proxy, viewerCount))
  console.log(`${idleCount} idle connections`)
  const idle = await withProxy((proxy) => measureIdle(proxy, idleCount))
  console.log('a long log')
  const bigBody = await withProxy((proxy) => measureBigBody(stub, proxy))
  const verdicts = proxyVerdicts(rates, viewers, idle, bigBody)
  const commit = thisCommit()
  const measured = { rates, viewers, idle, bigBody, verdicts }
  const result: ProxyResult = { machine, commit, seconds, upstreamMs, bodyBytes, ...measured }
  await writeResult('proxy', result)
  printVerdicts(verdicts)
} finally {
  await stub.stop()
}

/** Runs a measurement with a new proxy, whose memory is unaffected by other measurements. */
async function withProxy<Result>(
  measure: (proxy: LiveProxy) => Promise<Result>,
  workers = 1,
): Promise<Result> {
  const proxy = await startLiveProxy(stub.url, { workers })
  try {
    return await measure(proxy)
  } finally {
    await proxy.stop()
  }
}
