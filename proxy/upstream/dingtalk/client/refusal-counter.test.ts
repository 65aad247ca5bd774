import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCorpStates } from '#proxy/features/corp/corp-states.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { createLogger } from '#proxy/base/log.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { createRefusalCounter } from './refusal-counter.ts'

const log = createLogger('silent')
const refusal = new ProblemError('corp-not-allowed', 'no')

let store: Store

beforeEach(async () => {
  store = await openStore()
  await store.corps.noteSeen('dingknown', 1)
})

afterEach(() => store.close())

/** The reasons of all refusals, each with its number of organisations, and those of one. */
async function counted(corpId: string) {
  const all = await store.refusedCalls.all(0)
  const own = await store.refusedCalls.of(corpId, 0)
  return { all: all.map(({ code, corps }) => [code, corps]), own: own.map(({ code }) => code) }
}

function startCounter(isForMany: boolean) {
  const book = isForMany ? store.corps : null
  const corpStates = createCorpStates({ book, events: null, log, monotonic: () => 0 })
  const { refusedCalls: refused, corps } = store
  const counter = createRefusalCounter({
    refused,
    corps,
    isStored: (corp) => corpStates.isStored(corp),
    log,
    now: Date.now,
  })
  const fail = async (corpId: string, error: ProblemError) => {
    await corpStates.requireActive(corpId)
    counter.failed({ corpId, api: 'GET /api', scope: undefined }, error)
  }
  return { counter, fail }
}

describe('refused calls', () => {
  it('of made-up organisations are not counted, and leave room for those of known ones', async () => {
    const { counter, fail } = startCounter(true)
    const throttled = new ProblemError('upstream-throttled', 'too often')
    // One after the other: the store answers the last of a thousand at once too late when it is busy.
    for (let index = 0; index <= 1_000; index += 1) await fail(`made up ${index}`, refusal)
    await fail('made up', throttled)
    await fail('dingknown', refusal)
    await counter.close()
    expect(await counted('dingknown')).toEqual({
      all: [['corp-not-allowed', 1]],
      own: ['corp-not-allowed'],
    })
  })

  it('for want of a permission are counted of an organisation that is not known yet', async () => {
    const { counter, fail } = startCounter(true)
    await fail('dingnew', new ProblemError('upstream-permission', 'no'))
    await counter.close()
    expect(await counted('dingnew')).toEqual({
      all: [['upstream-permission', 1]],
      own: ['upstream-permission'],
    })
  })

  it("of an internal app's organisation are counted before anybody has signed in", async () => {
    const { counter, fail } = startCounter(false)
    await fail('dingown', refusal)
    await counter.close()
    expect(await counted('dingown')).toEqual({
      all: [['corp-not-allowed', 1]],
      own: ['corp-not-allowed'],
    })
  })
})

it('signing in for made-up organisations leaves no refused calls', async () => {
  const running = await startSandboxedProxy(thirdParty, { store })
  for (const corpId of ['dingmadeup', 'dingknown'])
    expect((await running.proxy.signIn({ authCode: 'code', corpId })).status).toBe(403)
  await vi.waitFor(async () =>
    expect(await counted('dingknown')).toEqual({
      all: [['corp-not-allowed', 1]],
      own: ['corp-not-allowed'],
    }),
  )
  await running.close()
})
