import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SuiteTicketStore } from '#proxy/base/store/corps/suite-ticket-store.ts'
import { createSuiteTicketKeeper } from './suite-ticket-keeper.ts'

const log = { warn: vi.fn() }
let kept: { ticket: string; at: number } | null
let isAway: boolean
let lookUps: number
let time: number

const tickets: SuiteTicketStore = {
  find() {
    lookUps += 1
    return isAway ? Promise.reject(new Error('away')) : Promise.resolve(kept)
  },
  keep(_suiteKey, ticket, at) {
    if (isAway) return Promise.reject(new Error('away'))
    kept = { ticket, at }
    return Promise.resolve()
  },
}

function open() {
  const now = () => time
  const parts = { suiteKey: 'suite', first: 'set', tickets, log, now }
  return createSuiteTicketKeeper({ ...parts, epoch: () => 1_000 + time })
}

beforeEach(() => {
  kept = null
  isAway = false
  lookUps = 0
  time = 0
})

describe('the suite ticket', () => {
  it('is the configured one until a newer one arrives', async () => {
    const keeper = open()
    expect(await keeper.current()).toBe('set')
    await keeper.keep('second', 20)
    expect(await keeper.current()).toBe('second')
    await keeper.keep('third', 30)
    expect(await keeper.current()).toBe('third')
  })

  it('is never replaced by an older one', async () => {
    const keeper = open()
    await keeper.keep('second', 20)
    await keeper.keep('first', 10)
    expect(await keeper.current()).toBe('second')
  })

  it('is replaced if it was stored with a time in the future', async () => {
    kept = { ticket: 'impossible', at: 4e12 }
    const keeper = open()
    expect(await keeper.current()).toBe('impossible')
    await keeper.keep('second', 20)
    time = 1000
    expect(await keeper.current()).toBe('second')
  })

  it('is known to other instances, and after a restart', async () => {
    const [one, other] = [open(), open()]
    await one.keep('second', 20)
    expect(await other.current()).toBe('second')
    expect(await open().current()).toBe('second')
  })

  it('is read from the store at most once a second', async () => {
    const keeper = open()
    await Promise.all(Array.from({ length: 300 }, () => keeper.current()))
    time = 999
    kept = { ticket: 'second', at: 20 }
    expect(await keeper.current()).toBe('set')
    expect(lookUps).toBe(1)
    time = 1000
    expect(await keeper.current()).toBe('second')
    expect(lookUps).toBe(2)
  })

  it('is used although it cannot be stored, and reported as not stored', async () => {
    const keeper = open()
    await keeper.keep('second', 20)
    isAway = true
    await expect(keeper.keep('third', 30)).rejects.toMatchObject({ code: 'store-unavailable' })
    expect(await keeper.current()).toBe('third')
    isAway = false
    expect(await keeper.current()).toBe('third')
  })
})
