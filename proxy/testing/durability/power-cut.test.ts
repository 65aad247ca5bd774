import { appendFileSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { findPostmaster } from '#proxy/base/store/engine/postmaster.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import type { Acknowledged } from './acknowledged.ts'
import { createLiveApp, type LiveApp } from './live-app.ts'
import { canCutPower, watchPower, type Power } from './power.ts'
import { randomFrom } from './random-from.ts'
import { countsOf, startWriters } from './writers.ts'

/** Nothing acknowledged is lost in a power cut, which loses all writes that were not synced. */

const isLong = process.env['LONG'] === '1'
const cuts = isLong ? 25 : 2

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const random = randomFrom(seed)

/** The most acknowledgements before a power cut. */
const maxBeforeCut = 25

/** The first start is cut at a random moment within this time. */
const firstStartMs = 3000

/** One for both tests, as the first start of an engine takes seconds. */
let app: LiveApp
let notes: string
let power: Power

beforeAll(async () => {
  app = await createLiveApp()
  notes = mkdtempSync(join(tmpdir(), 'power-'))
  power = await watchPower(app.folder, notes)
})

afterAll(async () => {
  await app.close()
  rmSync(notes, { recursive: true })
})

const env = () => ({ LD_PRELOAD: power.library })

/** Cuts the power at the moment of this call. @returns the number of lost changes */
async function cutPower(): Promise<number> {
  const moment = power.moment()
  await app.server()?.kill()
  const postmaster = findPostmaster(app.data)
  if (postmaster !== null) process.kill(postmaster.pid, 'SIGKILL')
  // Writes after that moment are lost, whatever the programs still do before they end.
  await vi.waitFor(() => expect(programsIn(app.folder)).toEqual([]), { interval: 20 })
  return power.cut(moment)
}

/** The processes that use a folder. */
function programsIn(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)
    } catch {
      return false
    }
  })
}

/** @param count acknowledgements before the cut */
async function writeAndCut(
  count = 1 + Math.floor(random() * maxBeforeCut),
): Promise<{ acknowledged: Acknowledged[]; changes: number }> {
  const writers = startWriters(app.work())
  await writers.more(count)
  await sleep(random() * 20)
  const acknowledged = [...writers.acknowledged]
  const changes = await cutPower()
  await writers.stop()
  return { acknowledged, changes }
}

const title = canCutPower
  ? `seed ${seed}`
  : 'cannot be shown here, for there is no C compiler or this is not Linux'

// In CI nothing may be skipped, so a missing compiler fails them.
describe.runIf(canCutPower || process.env['CI'] !== undefined)(
  `a power cut, ${title}`,
  { timeout: isLong ? 1_200_000 : 180_000 },
  () => {
    it(`loses nothing acknowledged, ${cuts} times`, async () => {
      await app.launch(env())
      await sleep(random() * firstStartMs)
      await cutPower()
      const all: Acknowledged[] = []
      let lost = 0
      for (let cut = 0; cut < cuts; cut += 1) {
        await app.start(env())
        expect(await app.findLost(all)).toEqual([])
        // Enough for actions of each kind before the first cut.
        const { acknowledged, changes } = await writeAndCut(cut === 0 ? maxBeforeCut : undefined)
        all.push(...acknowledged)
        lost += changes
      }
      await app.start()
      expect(await app.findLost(all)).toEqual([])
      expect(lost).toBeGreaterThan(0)
      noteSize(`${cuts} power cuts, ${lost} changes lost, seed ${seed}: ${countsOf(all)}`)
    })

    it('loses acknowledged data where the engine does not sync', async () => {
      if (app.server() === null) await app.start()
      await app.stop()
      appendFileSync(join(app.data, 'postgresql.conf'), 'fsync = off\n')
      await app.start(env())
      const { acknowledged } = await writeAndCut()
      const next = await app.launch()
      const isReady = await next.ready
      if (!isReady) {
        expect(next.output()).toContain('does not start')
        return
      }
      app.people.url = next.url
      expect((await app.findLost(acknowledged)).length).toBeGreaterThan(0)
    })
  },
)
