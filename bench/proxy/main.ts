import { parseArgs } from 'node:util'
import { ensureBuilt } from '#scripts/built-app.mjs'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { writeResult } from '#bench/results-file.ts'
import { printVerdicts } from '#bench/verdict.ts'
import { startLiveProxy, type LiveProxy } from './live-proxy.ts'
import { measureRates, readBody } from './measure-rates.ts'
import type { ProxyResult } from './result.ts'
import { startStub } from './stub.ts'
import { proxyVerdicts } from './targets.ts'
import { measureWatchers } from './watchers.ts'

/**
 * `npm run bench:proxy`: how fast the proxy answers compared with direct upstream calls, and what
 * live pages cost. See docs/performance.md.
 */

const upstreamMs = 50

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '4' } } })
const seconds = Number(values.seconds)
if (!(seconds >= 1)) throw new Error('--seconds is at least 1')

ensureBuilt()
const machine = thisMachine()
const commit = thisCommit()
const stub = await startStub()
try {
  const rates = await withProxy((proxy) => measureRates({ stub, proxy, seconds, upstreamMs }))
  const { bytes: bodyBytes } = await withProxy(readBody)
  const watchers = await withProxy((proxy) => measureWatchers(stub, proxy))
  const verdicts = proxyVerdicts(rates, watchers)
  const measured = { bodyBytes, rates, watchers, verdicts }
  const result: ProxyResult = { machine, commit, seconds, upstreamMs, ...measured }
  await writeResult('proxy', result)
  printVerdicts(verdicts)
} finally {
  await stub.stop()
}

/** Runs a measurement with a new proxy, which remembers nothing of other measurements. */
async function withProxy<Result>(measure: (proxy: LiveProxy) => Promise<Result>): Promise<Result> {
  const proxy = await startLiveProxy(stub.url)
  try {
    return await measure(proxy)
  } finally {
    await proxy.stop()
  }
}
