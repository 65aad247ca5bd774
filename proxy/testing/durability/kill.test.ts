import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { noteSize } from '#proxy/testing/note-size.ts'
import type { Acknowledged } from './acknowledged.ts'
import { createLiveApp, type LiveApp } from './live-app.ts'
import { randomFrom } from '#proxy/testing/random-from.ts'
import { countsOf, startWriters, type Writers } from './writers.ts'

/** Nothing acknowledged is lost when our process, or its Postgres, is killed. */

const isLong = process.env['LONG'] === '1'
const processKills = isLong ? 100 : 2
const engineKills = isLong ? 20 : 2

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
const random = randomFrom(seed)

/** The most acknowledgements before a kill. */
const maxBeforeKill = 25

/** One start in four is killed before it is finished, at a random moment within `startMs`. */
const earlyEvery = 4
const startMs = 1500

/** One for both tests, as the first start of an engine takes seconds. */
let app: LiveApp

beforeAll(async () => {
  app = await createLiveApp()
})

afterAll(async () => {
  await app.close()
})

const countBefore = () => 1 + Math.floor(random() * maxBeforeKill)

/** A busy store may be slow; nothing was acknowledged then. */
const refusedBy = ({ refused }: Writers) =>
  [...refused].filter((said) => said !== '503 store-unavailable')

function noteKills(kills: string, acknowledged: readonly Acknowledged[]): void {
  noteSize(`${kills}, seed ${seed}: ${countsOf(acknowledged)}`)
}

describe(`seed ${seed}`, { timeout: isLong ? 1_800_000 : 240_000 }, () => {
  it(`loses nothing acknowledged when our process is killed, ${processKills} times`, async () => {
    const all: Acknowledged[] = []
    let latest: readonly Acknowledged[] = []
    for (let round = 0; round < processKills; round += 1) {
      if (round % earlyEvery === 0) {
        const early = await app.launch()
        await sleep(random() * startMs)
        await early.kill()
      }
      const server = await app.start()
      expect(await app.findLost(latest)).toEqual([])
      const writers = startWriters(app.work())
      // Enough for actions of each kind before the first kill.
      await writers.more(round === 0 ? maxBeforeKill : countBefore())
      await sleep(random() * 20)
      await server.kill()
      await writers.stop()
      expect(refusedBy(writers)).toEqual([])
      latest = writers.acknowledged
      all.push(...latest)
    }
    await app.start()
    expect(await app.findLost(all)).toEqual([])
    noteKills(`${processKills} kills of our process`, all)
  })

  it(`loses nothing acknowledged when the engine is killed, ${engineKills} times`, async () => {
    if (app.server() === null) await app.start()
    const writers = startWriters(app.work())
    for (let round = 0; round < engineKills; round += 1) {
      await writers.more(countBefore())
      await sleep(random() * 20)
      process.kill(await app.postmaster(), 'SIGKILL')
    }
    await writers.more(maxBeforeKill)
    await writers.stop()
    // After the engine's end, audit entries are written again within seconds.
    await vi.waitFor(async () => expect(await app.findLost(writers.acknowledged)).toEqual([]), {
      timeout: 90_000,
    })
    expect(refusedBy(writers)).toEqual([])
    noteKills(`${engineKills} kills of the engine`, writers.acknowledged)
  })
})
