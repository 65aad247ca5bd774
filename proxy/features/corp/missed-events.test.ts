import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { createCorpChecks, type CorpChecks } from './corp-checks.ts'

const log = { info: vi.fn(), warn: vi.fn() }

describe('missed events', () => {
  let one: SandboxedProxy

  afterEach(() => one.close())

  async function authoriseUnnoticed(corpId: string): Promise<void> {
    await one.control('POST', '/corps', { corpId, name: '青山科技' })
    // The event about it is older than what is known already.
    await one.control('POST', `/corps/${corpId}/life`, { what: 'authorise', bornAt: 500 })
    await one.store.corps.updateCorp({ corpId, at: 1_000, isAuthorised: true })
  }

  const nameOf = async (corpId: string) => (await one.store.corps.find(corpId))?.name ?? null

  it('are made up for after each gap of the only line', async () => {
    one = await startSandboxedProxy(thirdParty)
    one.proxy.hearEvents()
    const heardUntil = () => one.store.eventWatch.heardUntil()
    await vi.waitFor(async () => expect(await heardUntil()).not.toBeNull())
    await authoriseUnnoticed('dinglost')
    // The looks after the start skip it.
    await one.store.eventWatch.noteChecked(['dinglost'], Date.now())
    await one.control('POST', '/line-faults', { kind: 'cut' })
    await vi.waitFor(async () => expect(await nameOf('dinglost')).toBe('青山科技'))
  })

  it('are made up for when they are pushed and no instance was up for a while', async () => {
    const store = await openStore()
    const now = Date.now()
    await store.eventWatch.noteHeard(now - 20_000)
    const env = {
      ...thirdParty,
      DINGTALK_EVENTS: 'http',
      DINGTALK_CALLBACK_TOKEN: 'token123',
      DINGTALK_CALLBACK_AES_KEY: 'a'.repeat(43),
    }
    let clock = now
    one = await startSandboxedProxy(env, { store, now: () => clock }, { now: () => clock })
    await authoriseUnnoticed('dinglost')
    one.proxy.hearEvents()
    const heardUntil = () => store.eventWatch.heardUntil()
    await vi.waitFor(async () => expect(await heardUntil()).toBe(now))
    expect(await nameOf('dinglost')).toBeNull()
    clock += 40_000
    await vi.waitFor(async () => expect(await nameOf('dinglost')).toBe('青山科技'))
  })
})

describe('the looks at every organisation, with their tokens', () => {
  const many = Array.from({ length: 12 }, (_, number) => `dingmany${number}`)
  const details = { name: '旧名', agentId: null, admins: [] }
  let one: SandboxedProxy

  beforeEach(async () => {
    one = await startSandboxedProxy(thirdParty)
    for (const corpId of many) {
      await one.control('POST', '/corps', { corpId, name: '青山科技' })
      await one.control('POST', `/corps/${corpId}/life`, { what: 'authorise', bornAt: 500 })
      const known = { details, isAuthorised: true, isEnabled: true }
      await one.store.corps.updateCorp({ corpId, at: 1_000, ...known })
    }
  })

  afterEach(() => one.close())

  async function areLookedAt(): Promise<void> {
    await vi.waitFor(async () => {
      const rows = await Promise.all(many.map((corpId) => one.store.corps.find(corpId)))
      expect(rows.map((row) => row?.name)).toEqual(many.map(() => '青山科技'))
    })
  }

  const tokenCalls = async (which: string, corpId?: string) =>
    (await one.calls(`/${which}AccessToken`)).filter(
      ({ body }) => corpId === undefined || JSON.stringify(body).includes(`"${corpId}"`),
    ).length

  it('take one of the suite, and leave those of organisations of which nothing differs', async () => {
    await one.signIn('member', 'dingmany1')
    one.proxy.hearEvents()
    await areLookedAt()
    expect(await tokenCalls('suite')).toBe(1)
    await one.signIn('member', 'dingmany1')
    expect(await tokenCalls('corp', 'dingmany1')).toBe(1)
  })

  it('fetch new tokens of an organisation that has another agent id', async () => {
    const other = { ...details, agentId: '7' }
    await one.store.corps.updateCorp({ corpId: 'dingmany1', at: 1_001, details: other })
    await one.signIn('member', 'dingmany1')
    // The token is dropped after the change is stored.
    const renewed = new Promise<void>((resolve) => {
      one.store.events.subscribe((event) => {
        if (event.type === 'corp-standing' && event.isRenewed) resolve()
      })
    })
    one.proxy.hearEvents()
    await areLookedAt()
    await renewed
    await one.signIn('member', 'dingmany1')
    expect(await tokenCalls('corp', 'dingmany1')).toBe(2)
  })

  it('fetch another token of the suite when it is refused', async () => {
    const body = { code: 'InvalidAuthentication', message: 'x' }
    const fault = { match: 'GET /v1.0/oauth2/apps/authInfo', status: 400, body, times: 1 }
    await one.control('POST', '/faults', fault)
    one.proxy.hearEvents()
    await areLookedAt()
    expect(await tokenCalls('suite')).toBe(2)
  })
})

describe('the looks at every organisation', () => {
  const count = 25
  let stores: Store[]
  let passes: CorpChecks[]
  let asked: string[]

  beforeEach(async () => {
    const databaseUrl = await newDatabase()
    stores = [await openStore({ databaseUrl }), await openStore({ databaseUrl })]
    passes = []
    asked = []
    for (let number = 0; number < count; number += 1)
      await stores[0]?.corps.updateCorp({ corpId: `ding${number}`, at: 1, event: 'org_suite_auth' })
    await stores[0]?.eventWatch.noteGap(5_000)
  })

  afterEach(async () => {
    await Promise.all(passes.map((pass) => pass.close()))
    await Promise.all(stores.map((store) => store.close()))
  })

  /** Starts looks on another instance. */
  function start(look: (corpId: string) => Promise<void>): CorpChecks {
    const store = stores[passes.length]
    if (store === undefined) throw new Error('no store')
    const pass = createCorpChecks({
      watch: store.eventWatch,
      look: (corpId) => {
        asked.push(corpId)
        return look(corpId)
      },
      instance: `instance ${passes.length}`,
      log,
      now: () => 4_000,
      times: { betweenMs: 1, againMs: 20, leaseMs: 60_000 },
    })
    passes.push(pass)
    pass.start()
    return pass
  }

  const isDone = async () => (await stores[1]?.eventWatch.dueChecks(5_000, count))?.length === 0

  it('continue on another instance when one stops, and repeat no organisation', async () => {
    const first = start((corpId) =>
      asked.length > 10 ? new Promise(() => {}) : Promise.resolve(void corpId),
    )
    await vi.waitFor(() => expect(asked).toHaveLength(20))
    const second = start(() => Promise.resolve())
    // The first instance has the claim.
    second.nudge()
    await first.close()
    await vi.waitFor(async () => expect(await isDone()).toBe(true))
    expect(asked.length).toBe(count + 10)
    expect(new Set(asked).size).toBe(count)
    await vi.waitFor(async () =>
      expect(await stores[0]?.eventWatch.claimChecks('test', 0)).toBeNull(),
    )
  })

  it('wait while DingTalk is unavailable, but not for an organisation that it refuses', async () => {
    const away = new ProblemError('upstream-unavailable', 'away')
    let isAway = true
    start((corpId) => {
      if (corpId === 'ding7') return Promise.reject(new ProblemError('upstream-rejected', 'no'))
      return isAway ? Promise.reject(away) : Promise.resolve()
    })
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(count))
    expect(await isDone()).toBe(false)
    isAway = false
    await vi.waitFor(async () => expect(await isDone()).toBe(true))
  })
})
