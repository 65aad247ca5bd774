import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

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
    const receivedUntil = () => one.store.eventWatch.receivedUntil()
    await vi.waitFor(async () => expect(await receivedUntil()).not.toBeNull())
    // The readings after the start have begun without it.
    await authoriseUnnoticed('dinglost')
    await one.control('POST', '/line-faults', { kind: 'cut' })
    await vi.waitFor(async () => expect(await nameOf('dinglost')).toBe('青山科技'))
  })

  it('are made up for when they are pushed and no instance was up for a while', async () => {
    const store = await openStore()
    const now = Date.now()
    await store.eventWatch.noteReceived(now - 20_000)
    const env = {
      ...thirdParty,
      DINGTALK_EVENTS: 'http',
      DINGTALK_CALLBACK_TOKEN: 'token123',
      DINGTALK_CALLBACK_AES_KEY: 'a'.repeat(43),
    }
    let clock = now
    // The database's clock and that of the instance go alike.
    const parts = { store: { ...store, now: async () => clock }, now: () => clock }
    one = await startSandboxedProxy(env, parts, { now: () => clock })
    await authoriseUnnoticed('dinglost')
    one.proxy.hearEvents()
    const receivedUntil = () => store.eventWatch.receivedUntil()
    await vi.waitFor(async () => expect(await receivedUntil()).toBe(now))
    expect(await nameOf('dinglost')).toBeNull()
    clock += 40_000
    await vi.waitFor(async () => expect(await nameOf('dinglost')).toBe('青山科技'))
  })
})

describe('the readings of every organisation', () => {
  const many = Array.from({ length: 8 }, (_, number) => `dingmany${number}`)
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

  async function areRead(): Promise<void> {
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
    await areRead()
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
        if (event.type === 'corp-status' && event.isRenewed) resolve()
      })
    })
    one.proxy.hearEvents()
    await areRead()
    await renewed
    await one.signIn('member', 'dingmany1')
    expect(await tokenCalls('corp', 'dingmany1')).toBe(2)
  })

  it('fetch another token of the suite when it is refused', async () => {
    const body = { code: 'InvalidAuthentication', message: 'x' }
    const fault = { match: 'GET /v1.0/oauth2/apps/authInfo', status: 400, body, times: 1 }
    await one.control('POST', '/faults', fault)
    one.proxy.hearEvents()
    await areRead()
    expect(await tokenCalls('suite')).toBe(2)
  })
})
