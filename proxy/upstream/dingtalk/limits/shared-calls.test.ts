import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import type { InstanceStore } from '#proxy/base/store/instance-store.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { randomFrom } from '#proxy/testing/random-from.ts'
import { FairWindow, type CallClaim } from '#proxy/base/limits/fair-window.ts'
import { onBehalfOf, presentRequester, Requester } from '#proxy/base/limits/requester.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { CallLimiter } from './call-limiter.ts'
import { SharedCalls } from './shared-calls.ts'

/** The limiters of several instances on one Postgres, in one process, so that they share a clock. */

const isLong = process.env['LONG'] !== undefined
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e6))

let databaseUrl: string
let instances: Instance[]
let names = 0
/** Spies on the counting of calls by the lanes. */
let placeFor: MockInstance<FairWindow['placeFor']>

beforeEach(async () => {
  databaseUrl = await newDatabase()
  instances = []
  placeFor = vi.spyOn(FairWindow.prototype, 'placeFor')
})

afterEach(async () => {
  await Promise.all(instances.map((instance) => instance.end()))
})

/** A call and when it was counted; a busy machine makes it later. */
type StartedCall = { lane: string; instance: string; at: number }

/** When the lane counted the call of a claim: the last time that it found a place. */
function countedAt(claim: CallClaim): number {
  const { calls, results } = placeFor.mock
  const [, at] =
    calls.findLast(([of], index) => of === claim && results[index]?.value !== null) ?? []
  if (at === undefined) throw new Error('a call began that was not counted')
  return at
}

/** An instance that makes calls until it is stopped. */
class Instance {
  readonly name = `instance ${(names += 1)}`
  readonly #store: Store
  readonly #calls: SharedCalls
  readonly limiter: CallLimiter
  readonly beat
  isAway: boolean
  isStopped = false
  /** The store's answers are delayed until this resolves. */
  answersCome = Promise.resolve()
  #isEnded = false

  constructor(store: Store, isAway = false) {
    this.#store = store
    this.isAway = isAway
    this.beat = vi.fn(this.#unlessAway(store.instances.beat))
    const shared: InstanceStore = {
      beat: this.beat,
      leave: this.#unlessAway(store.instances.leave),
    }
    const log = { warn: vi.fn() }
    this.#calls = new SharedCalls({ instances: shared, id: this.name, expected: 2, log })
    this.#calls.start()
    this.limiter = new CallLimiter(undefined, this.#calls)
  }

  #unlessAway<Parts extends unknown[], Result>(ask: (...parts: Parts) => Promise<Result>) {
    return async (...parts: Parts) => {
      if (this.isAway) throw new Error('the store is away')
      const answer = await ask(...parts)
      await this.answersCome
      return answer
    }
  }

  /** Makes calls repeatedly, this many at a time. */
  async work(lane: string, atOnce: number, started: StartedCall[]): Promise<void> {
    const one = async () => {
      while (!this.isStopped) {
        const at = await this.#enter(lane)
        if (at !== null && !this.isStopped) started.push({ lane, instance: this.name, at })
        await pause(5)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, one))
  }

  /** @returns when the call was counted; null if its turn would have come too late */
  async #enter(lane: string): Promise<number | null> {
    const claim = { requester: presentRequester(), isForStranger: false }
    try {
      await this.limiter.enter(lane, performance.now() + 3_000, undefined, claim)
    } catch {
      return null
    }
    return countedAt(claim)
  }

  /** @param isKilled ends it without notifying the store */
  async end(isKilled = false): Promise<void> {
    this.isStopped = true
    if (this.#isEnded) return
    this.#isEnded = true
    this.isAway ||= isKilled
    await this.#calls.close()
    await this.#store.close()
  }
}

async function start(isAway = false): Promise<Instance> {
  const instance = new Instance(await openStore({ databaseUrl }), isAway)
  instances.push(instance)
  return instance
}

/** The most calls of a lane started within any second. */
function maxPerSecond(started: readonly StartedCall[]): number {
  const times = started.map(({ at }) => at).toSorted((one, other) => one - other)
  let most = 0
  let first = 0
  for (const [index, at] of times.entries()) {
    while ((times[first] ?? at) <= at - 1_000) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

/** How many calls may start right now. */
function callsNow({ limiter }: Instance, lane: string): number {
  let calls = 0
  while (limiter.enter(lane, performance.now() + 5_000) === null) calls += 1
  return calls
}

describe('the calls of several instances', { timeout: isLong ? 400_000 : 60_000 }, () => {
  it('all belong to an instance that is alone, except two', async () => {
    const instance = await start()
    await vi.waitFor(async () =>
      expect(await instance.beat.mock.results.at(-1)?.value).toMatchObject({ calls: 18 }),
    )
    expect(callsNow(instance, 'a lane')).toBe(18)
  })

  it('are halved for two instances, per API and corp', async () => {
    const both = await Promise.all([start(), start()])
    await vi.waitFor(async () => {
      for (const { beat } of both)
        expect(await beat.mock.results.at(-1)?.value).toMatchObject({ calls: 9 })
    })
    for (const instance of both)
      for (const lane of ['a', 'b']) expect(callsNow(instance, lane)).toBe(9)
  })

  it('are two per window for an instance whose store does not answer', async () => {
    const instance = await start(true)
    const started: StartedCall[] = []
    const work = instance.work('a lane', 5, started)
    await vi.waitFor(() => expect(started.length).toBeGreaterThan(4))
    await instance.end()
    await work
    expect(maxPerSecond(started)).toBe(2)
  })

  it('are at most 20 in any second, even when instances start, stop, die or lose the store', async () => {
    const random = randomFrom(seed)
    noteSize(`seed ${seed}`)
    const started: StartedCall[] = []
    const working: Promise<void>[] = []
    const lanes = ['one lane', 'another lane']
    const join = async () => {
      const instance = await start()
      for (const lane of lanes)
        working.push(instance.work(lane, 1 + Math.floor(random() * 30), started))
    }
    await Promise.all([join(), join()])
    const until = performance.now() + (isLong ? 300_000 : 5_000)
    while (performance.now() < until) {
      const running = instances.filter(({ isStopped }) => !isStopped)
      const chosen = running[Math.floor(random() * running.length)]
      const what = random()
      if (running.length < 2 || (what < 0.4 && running.length < 5)) await join()
      else if (what < 0.55) await chosen?.end()
      else if (what < 0.7) await chosen?.end(true)
      else if (what < 0.8 && chosen !== undefined) {
        // The limiter keeps spare calls for only one instance without a store.
        const isAway = !chosen.isAway
        for (const instance of running) instance.isAway = false
        chosen.isAway = isAway
      }
      await pause(200 + random() * 2_000)
    }
    for (const instance of instances) instance.isStopped = true
    await Promise.all(instances.map((instance) => instance.end()))
    await Promise.all(working)
    for (const lane of lanes) {
      const ofLane = started.filter((call) => call.lane === lane)
      expect(maxPerSecond(ofLane)).toBeLessThanOrEqual(20)
      expect(ofLane.length).toBeGreaterThan(isLong ? 500 : 10)
    }
  })

  it('are at most 20 in any second, although they go to a second instance and back', async () => {
    const one = await start()
    const started: StartedCall[] = []
    const working = [one.work('a lane', 30, started)]
    const callsOf = ({ name }: Instance, from = 0) =>
      started.slice(from).filter(({ instance }) => instance === name)
    const hasAll = async () => {
      const from = started.length
      await vi.waitFor(() => expect(maxPerSecond(callsOf(one, from))).toBe(18))
    }
    for (let round = 0; round < (isLong ? 10 : 2); round += 1) {
      await hasAll()
      const other = await start()
      working.push(other.work('a lane', 30, started))
      await vi.waitFor(() => expect(callsOf(other).length).toBeGreaterThan(9))
      await other.end()
    }
    await hasAll()
    one.isStopped = true
    await Promise.all(working)
    expect(maxPerSecond(started)).toBeLessThanOrEqual(20)
  })

  it('are at most 20 in any second while the answer to an instance that was alone is late', async () => {
    const one = await start()
    const started: StartedCall[] = []
    const working = [one.work('a lane', 30, started)]
    await vi.waitFor(() => expect(started.length).toBeGreaterThan(20))
    let answer = () => {}
    one.answersCome = new Promise((resolve) => {
      answer = resolve
    })
    const other = await start()
    working.push(other.work('a lane', 30, started))
    // The instance that was alone is counted until its part ends, plus a window.
    await vi.waitFor(
      () =>
        expect(started.filter(({ instance }) => instance === other.name).length).toBeGreaterThan(
          10,
        ),
      { timeout: 50_000 },
    )
    answer()
    one.isStopped = true
    other.isStopped = true
    await Promise.all(working)
    expect(maxPerSecond(started)).toBeLessThanOrEqual(20)
  })

  it('are at most half for one person, who uses several instances', async () => {
    const [one, other] = await Promise.all([start(), start()])
    const started: StartedCall[] = []
    const working = [one, other].map((instance) =>
      onBehalfOf(new Requester('a person'), () => instance.work('a lane', 30, started)),
    )
    await vi.waitFor(() => expect(started.length).toBeGreaterThan(40), { timeout: 50_000 })
    one.isStopped = true
    other.isStopped = true
    await Promise.all(working)
    // Each instance rounds its half up.
    expect(maxPerSecond(started)).toBeLessThanOrEqual(11)
    for (const { name } of [one, other])
      expect(started.some(({ instance }) => instance === name)).toBe(true)
  })
})
