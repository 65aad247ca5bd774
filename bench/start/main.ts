import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { ensureBuilt, root } from '#scripts/built-app.mjs'
import { freePort } from '#proxy/base/free-port.ts'
import { cleanFolder, removeFolder, startAppIn } from '#bench/app-process.ts'
import { thisCommit, thisMachine } from '#bench/machine.ts'
import { writeReport } from '#bench/report/write-report.ts'
import { writeResult } from '#bench/results-file.ts'
import { printVerdicts } from '#bench/verdict-table.ts'
import { dataInMemory, memoryOf, processTree } from './process-memory.ts'
import type { ProcessMemory, StartResult, StartTimes } from './result.ts'
import { startVerdicts } from './verdicts.ts'

/**
 * `npm run bench:start`: how long the built app takes to start, and how much memory it uses when
 * idle. Linux only. See docs/performance.md.
 */

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } })
const runs = Number(values.runs)
if (!(runs >= 1)) throw new Error('--runs is a number of at least 1')

const idleSeconds = 10

/** Milliseconds between requests of `/readyz`. */
const pollMs = 5

ensureBuilt()
const machine = thisMachine()
const times: StartTimes = { first: [], again: [], firstOnData: [], onData: [] }
const stops: number[] = []
const port = await freePort()

/* Sequential, so that starts do not slow each other down. */
for (let run = 0; run < runs; run += 1) {
  const folder = await cleanFolder()
  try {
    for (const name of ['first', 'again', 'firstOnData', 'onData'] as const) {
      const settings: Record<string, string> = name.endsWith('Data') ? { DATA_DIR: './data' } : {}
      const app = await startLikeNpm(folder, settings)
      times[name].push(app.tookMs)
      stops.push(await app.stop())
    }
  } finally {
    await removeFolder(folder)
  }
}

const memory = await idleMemory()
const verdicts = startVerdicts(times, stops, memory)
const commit = thisCommit()
const result: StartResult = { machine, commit, times, stops, idleSeconds, memory, verdicts }
await writeResult('start', result)
await writeReport()
printVerdicts(verdicts)

/** Starts the app like `npm start`, without npm. */
function startLikeNpm(folder: string, settings: Record<string, string>) {
  return startAppIn(folder, port, [join(root, 'scripts', 'start.mjs')], settings, pollMs)
}

async function idleMemory(): Promise<ProcessMemory[]> {
  const folder = await cleanFolder()
  const app = await startLikeNpm(folder, {})
  try {
    await delay(idleSeconds * 1000)
    const pids = processTree(app.process.pid ?? 0)
    return [...pids.map((pid) => memoryOf(pid)), ...dataInMemory(pids)]
  } finally {
    await app.stop()
    await removeFolder(folder)
  }
}
