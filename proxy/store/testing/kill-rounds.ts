import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export type KillResult = {
  /** Writes that were acknowledged, over all rounds. */
  acknowledged: number
  /** Acknowledged, but not there after the next start. */
  lost: string[]
  /** There in part. */
  torn: string[]
  /** Of each start that came so far as to have the store open. */
  openedMs: number[]
  /** Rounds that were killed before the store was open. */
  killedOpening: number
}

const messageSchema = z.union([
  z.object({ opening: z.literal(true) }),
  z.object({ openedMs: z.number(), there: z.array(z.string()), torn: z.array(z.string()) }),
  z.object({ acknowledged: z.string() }),
])

/** Rounds in which the kill comes while the store opens, the very first start among them. */
const isEarly = (round: number) => round % 5 === 0

/**
 * Starts a process that writes to the embedded store, kills it at a random moment, starts it again
 * on what it left, and compares.
 * @param folder data folder, at first empty
 * @param preparedDatabase see `StoreSettings`
 */
export async function runKillRounds(
  rounds: number,
  folder: string,
  preparedDatabase: string,
): Promise<KillResult> {
  const result: KillResult = {
    acknowledged: 0,
    lost: [],
    torn: [],
    openedMs: [],
    killedOpening: 0,
  }
  const expected = new Set<string>()
  for (let round = 0; round <= rounds; round += 1) {
    const hasOpened = await runRound(round, round === rounds)
    if (!hasOpened) result.killedOpening += 1
  }
  return result

  /** @param isLast only looks at what is there */
  async function runRound(round: number, isLast: boolean): Promise<boolean> {
    const child = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), childPath, folder, preparedDatabase, `${round}`],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const exited = once(child, 'exit')
    const kill = () => void child.kill('SIGKILL')
    // Counted in writes, not in time, so that a busy machine gets as far as an idle one.
    let writesLeft = 1 + Math.floor(Math.random() * 30)
    let hasOpened = false
    for await (const line of createInterface({ input: child.stdout })) {
      const message = messageSchema.parse(JSON.parse(line))
      if ('opening' in message) {
        if (isEarly(round) && !isLast) setTimeout(kill, Math.random() * 600)
        continue
      }
      if ('acknowledged' in message) {
        expected.add(message.acknowledged)
        result.acknowledged += 1
        writesLeft -= 1
        if (writesLeft === 0) setTimeout(kill, Math.random() * 20)
        continue
      }
      hasOpened = true
      result.openedMs.push(message.openedMs)
      result.torn.push(...message.torn)
      const there = new Set(message.there)
      result.lost.push(...[...expected].filter((taskId) => !there.has(taskId)))
      if (isLast) kill()
    }
    const [code, signal]: unknown[] = await exited
    if (signal !== 'SIGKILL') throw new Error(`round ${round} ended by itself with ${String(code)}`)
    return hasOpened
  }
}

const childPath = fileURLToPath(new URL('kill-child.ts', import.meta.url))
