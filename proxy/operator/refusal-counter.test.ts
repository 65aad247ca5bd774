import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCorpStandings } from '#proxy/corp/corp-standings.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { createLogger } from '#proxy/log.ts'
import type { Store } from '#proxy/store/store.ts'
import { openStore } from '#proxy/store/testing/open-store.ts'
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

async function counted(): Promise<string[][]> {
  const { items } = await store.refusedCalls.page({ since: 0, limit: 100 })
  return items.map(({ corpId, code }) => [corpId, code])
}

function startCounter(isForMany: boolean) {
  const book = isForMany ? store.corps : null
  const standings = createCorpStandings({ book, events: null, log, monotonic: () => 0 })
  const { refusedCalls: refused, corps } = store
  const counter = createRefusalCounter({ refused, corps, standings, log, now: Date.now })
  const fail = async (corpId: string, error: ProblemError) => {
    await standings.requireActive(corpId)
    counter.failed({ corpId, api: 'GET /api', scope: undefined }, error)
  }
  return { counter, fail }
}

describe('refused calls', () => {
  it('of made-up organisations are not counted, and leave room for those of known ones', async () => {
    const { counter, fail } = startCounter(true)
    const throttled = new ProblemError('upstream-throttled', 'too often')
    const madeUp = Array.from({ length: 1_001 }, (_, index) => `made up ${index}`)
    await Promise.all(madeUp.map((corpId) => fail(corpId, refusal)))
    await fail('made up', throttled)
    await fail('dingknown', refusal)
    await counter.close()
    expect(await counted()).toEqual([['dingknown', 'corp-not-allowed']])
  })

  it('for want of a permission are counted of an organisation that is not known yet', async () => {
    const { counter, fail } = startCounter(true)
    await fail('dingnew', new ProblemError('upstream-permission', 'no'))
    await counter.close()
    expect(await counted()).toEqual([['dingnew', 'upstream-permission']])
  })

  it("of an internal app's organisation are counted before anybody has signed in", async () => {
    const { counter, fail } = startCounter(false)
    await fail('dingown', refusal)
    await counter.close()
    expect(await counted()).toEqual([['dingown', 'corp-not-allowed']])
  })
})

it('signing in for made-up organisations leaves no refused calls', async () => {
  const running = await startSandboxedProxy(thirdParty, { store })
  for (const corpId of ['dingmadeup', 'dingknown'])
    expect((await running.proxy.signIn({ authCode: 'code', corpId })).status).toBe(403)
  await vi.waitFor(async () => expect(await counted()).toEqual([['dingknown', 'corp-not-allowed']]))
  await running.close()
})
