import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from '#scripts/built-app.mjs'
import { freePort } from '#proxy/base/free-port.ts'
import { cleanFolder, removeFolder, startAppIn } from '#bench/app-process.ts'
import { thisCommit, type Machine } from '#bench/machine.ts'
import { memoryOf, processTree } from './process-memory.ts'
import type { ProcessMemory, StartResult, StartTimes } from './result.ts'
import { startVerdicts } from './start-verdicts.ts'

const idleSeconds = 10

/** Milliseconds between requests of `/readyz`. */
const pollMs = 5

/**
 * How long the built app takes to start, and how much memory it uses when idle. Linux only.
 * @param runs starts of each kind
 */
export async function measureStarts(runs: number, machine: Machine): Promise<StartResult> {
  const times: StartTimes = { first: [], again: [], firstOnData: [], onData: [] }
  const stops: number[] = []
  const port = await freePort()
  // Sequential, so that starts do not slow each other down.
  for (let run = 0; run < runs; run += 1) {
    const folder = await cleanFolder()
    try {
      for (const name of ['first', 'again', 'firstOnData', 'onData'] as const) {
        const settings: Record<string, string> = name.endsWith('Data') ? { DATA_DIR: './data' } : {}
        const app = await startLikeNpm(folder, port, settings)
        times[name].push(app.tookMs)
        stops.push(await app.stop())
      }
    } finally {
      await removeFolder(folder)
    }
  }
  const memory = await idleMemory(port)
  const verdicts = startVerdicts(times, stops, memory)
  return { machine, commit: thisCommit(), times, stops, idleSeconds, memory, verdicts }
}

/** Starts the app like `npm start`, without npm. */
function startLikeNpm(folder: string, port: number, settings: Record<string, string>) {
  return startAppIn(folder, port, [join(root, 'scripts', 'start.mjs')], settings, pollMs)
}

async function idleMemory(port: number): Promise<ProcessMemory[]> {
  const folder = await cleanFolder()
  const app = await startLikeNpm(folder, port, {})
  try {
    await delay(idleSeconds * 1000)
    return processTree(app.process.pid ?? 0).map((pid) => memoryOf(pid))
  } finally {
    await app.stop()
    await removeFolder(folder)
  }
}
