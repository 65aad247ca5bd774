import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'
import type { CorpState } from '#shared/rules/codes/corp-codes.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { startTestProxy, type TestProxy } from '#proxy/testing/test-proxy.ts'
import { becomesTrue, withinASecond } from '#proxy/testing/slow-clock.ts'
import { listenToEvents } from '#proxy/features/live/testing/listen-to-events.ts'

/** Events in the life of organisations, on two instances with one database and one sandbox. */

let one: SandboxedProxy
let other: TestProxy
let stores: Store[]
let databaseUrl: string

beforeEach(async () => {
  databaseUrl = await newDatabase()
  stores = [await openStore({ databaseUrl }), await openStore({ databaseUrl })]
  const [store, otherStore] = stores
  if (store === undefined || otherStore === undefined) throw new Error('no stores')
  one = await startSandboxedProxy(thirdParty, { store })
  other = await startTestProxy(one.sandboxUrl, thirdParty, { store: otherStore })
})

afterEach(async () => {
  await other.close()
  await one.close()
})

async function live(corpId: string, move: Record<string, unknown>): Promise<void> {
  await one.control('POST', `/corps/${corpId}/life`, move)
}

async function signInAtOther(userId: string, corpId: string): Promise<Response> {
  const issued = await one.control('POST', '/auth-codes', { userId, corpId })
  const { code } = z.object({ code: z.string() }).parse(issued)
  return other.signIn({ authCode: code, corpId })
}

async function stateOf(corpId: string) {
  return one.store.corps.find(corpId)
}

/**
 * Makes an organisation known and has it read when the first line opens. @returns when it was read;
 * events born later are newer than that reading
 */
async function readAt(corpId: string): Promise<number> {
  await one.control('POST', '/corps', { corpId })
  await live(corpId, { what: 'authorise', bornAt: 1_000 })
  await one.store.corps.updateCorp({ corpId, at: 1_000, isAuthorised: true })
  one.proxy.hearEvents()
  await vi.waitFor(async () => expect((await stateOf(corpId))?.toldAt).toBeGreaterThan(1_000))
  return Number((await stateOf(corpId))?.toldAt)
}

/** Resolves once the instance of a store has received a state, which is later than it is stored. */
function untilNotified(store: Store | undefined, corpId: string, state: CorpState): Promise<void> {
  return new Promise((resolve) => {
    store?.events.subscribe((event) => {
      if (event.type === 'corp-status' && event.corpId === corpId && event.state === state)
        resolve()
    })
  })
}

/** Removes the app in an organisation, and waits until the other instance knows. */
async function relieve(corpId: string, bornAt: number): Promise<void> {
  const notified = untilNotified(stores[1], corpId, 'relieved')
  await live(corpId, { what: 'relieve', bornAt })
  await notified
}

async function codeOf(answer: Response): Promise<string> {
  return z.object({ code: z.string() }).parse(await answer.json()).code
}

describe('an organisation', () => {
  it('that stops the app loses its sessions and event streams on all instances, for good', async () => {
    one.proxy.hearEvents()
    other.hearEvents()
    await one.control('POST', '/corps', { corpId: 'dingone', name: '青山科技' })
    await one.control('POST', '/corps', { corpId: 'dingtwo' })
    for (const corpId of ['dingone', 'dingtwo']) await live(corpId, { what: 'authorise' })
    await vi.waitFor(async () => {
      expect(await stateOf('dingone')).toMatchObject({ name: '青山科技', admins: ['manager'] })
      expect(await stateOf('dingtwo')).toMatchObject({ state: 'active' })
    })
    await one.signIn('member', 'dingone')
    expect((await signInAtOther('manager', 'dingone')).status).toBe(201)
    const url = await other.listen()
    const subscription = await listenToEvents(`${url}/api/events`, { cookie: other.cookie() })
    expect(subscription.status).toBe(200)

    await withinASecond(async () => {
      await live('dingone', { what: 'stop' })
      await subscription.ended
      await becomesTrue(async () => (await one.get('/api/session')).status === 403)
    })
    const refused = await other.ask('/api/flows')
    expect(refused.status).toBe(403)
    expect(await codeOf(refused)).toBe('corp-stopped')
    expect(await codeOf(await signInAtOther('member', 'dingone'))).toBe('corp-stopped')
    expect((await one.get('/api/config')).status).toBe(200)
    expect(await stateOf('dingtwo')).toMatchObject({ state: 'active' })

    const headers = { cookie: one.proxy.cookie() }
    await live('dingone', { what: 'restore' })
    // Its people have to sign in again on every instance, even on one started later.
    const isRefused = async (instance: TestProxy) =>
      expect(await codeOf(await instance.ask('/api/session', { headers }))).toBe('session-required')
    await vi.waitFor(() => isRefused(one.proxy))
    await vi.waitFor(() => isRefused(other))
    const later = await startTestProxy(one.sandboxUrl, thirdParty, {
      store: await openStore({ databaseUrl }),
    })
    await isRefused(later)
    await later.close()
    expect((await signInAtOther('member', 'dingone')).status).toBe(201)
    expect((await other.ask('/api/session')).status).toBe(200)
  })

  it('that gives the app to fewer people is left by the others at their next call', async () => {
    one.proxy.hearEvents()
    other.hearEvents()
    await one.control('POST', '/corps', { corpId: 'dingfewer' })
    await live('dingfewer', { what: 'authorise' })
    await one.signIn('member', 'dingfewer')
    expect((await signInAtOther('manager', 'dingfewer')).status).toBe(201)
    await one.control('PATCH', '/corps/dingfewer', { outsideRange: ['member'] })
    await live('dingfewer', { what: 'scope-update' })
    const event = { type: 'org_micro_app_scope_update', outcome: 'done' }
    await vi.waitFor(async () =>
      expect(await one.store.dingtalkEvents.latest('dingfewer', 1)).toMatchObject([event]),
    )
    await vi.waitFor(async () =>
      expect(await codeOf(await one.get('/api/session'))).toBe('session-required'),
    )
    expect((await other.ask('/api/session')).status).toBe(200)
  })

  it('that no event announced is learnt at its first visit', async () => {
    await one.control('POST', '/corps', { corpId: 'dingquiet', name: '静水贸易' })
    await live('dingquiet', { what: 'authorise' })
    await one.signIn('member', 'dingquiet')
    await vi.waitFor(async () =>
      expect(await stateOf('dingquiet')).toMatchObject({
        name: '静水贸易',
        state: 'active',
        admins: ['manager'],
        agentId: expect.any(String),
      }),
    )
  })

  it('that removed the app and added it again gets in, even without an event', async () => {
    await relieve('dingback', (await readAt('dingback')) + 1)
    expect(await codeOf(await signInAtOther('member', 'dingback'))).toBe('corp-stopped')
    // The event is older than the last known state, so it is ignored.
    await live('dingback', { what: 'authorise', bornAt: 500 })
    await one.control('POST', '/auth-codes', { userId: 'member', corpId: 'dingback' })
    await one.signIn('member', 'dingback')
    expect(await stateOf('dingback')).toMatchObject({ state: 'active' })
  })

  it.each(['stop', 'relieve'])(
    'that an event of the future shut out with %s gets in at its next sign-in',
    async (what) => {
      const corpId = `dingfuture${what}`
      await readAt(corpId)
      const state = what === 'stop' ? 'stopped' : 'relieved'
      const notified = untilNotified(stores[1], corpId, state)
      await live(corpId, { what, bornAt: Date.UTC(2099, 0) })
      await notified
      // The event of its return is older than what is known, so it is ignored.
      await live(corpId, { what: 'authorise', bornAt: 1_000 })
      expect((await signInAtOther('member', corpId)).status).toBe(201)
      expect(await stateOf(corpId)).toMatchObject({ state: 'active' })
    },
  )

  it('that removed the app counts as gone since then, however often somebody tries to get in', async () => {
    const relievedAt = (await readAt('dinggone')) + 1
    await relieve('dinggone', relievedAt)
    const gone = { state: 'relieved', authorisedAt: relievedAt }
    expect(await stateOf('dinggone')).toMatchObject(gone)
    const asked = (await one.calls('/apps/authInfo')).length
    expect(await codeOf(await signInAtOther('member', 'dinggone'))).toBe('corp-stopped')
    expect(await one.calls('/apps/authInfo')).toHaveLength(asked + 1)
    expect(await stateOf('dinggone')).toMatchObject(gone)
  })

  it('that switched the app on again gets in, even without an event', async () => {
    let clock = Date.now()
    await one.close()
    one = await startSandboxedProxy(thirdParty, { now: () => clock }, { now: () => clock })
    await readAt('dingon')
    await one.signIn('member', 'dingon')
    const asked = (await one.calls('/service/get_agent')).length
    const stopped = untilNotified(one.store, 'dingon', 'stopped')
    await live('dingon', { what: 'stop' })
    await stopped
    // DingTalk confirms the stop, and is asked at most once a minute.
    for (let times = 1; times <= 3; times += 1)
      await expect(one.signIn('member', 'dingon')).rejects.toThrow('403')
    expect(await one.calls('/service/get_agent')).toHaveLength(asked + 1)
    // The event is older than the last known state, so it is ignored.
    await live('dingon', { what: 'restore', bornAt: 1_000 })
    clock += 2 * 60_000
    // Once DingTalk has answered, its people can sign in again.
    await vi.waitFor(async () =>
      expect(await codeOf(await one.get('/api/session'))).toBe('session-required'),
    )
    await one.signIn('member', 'dingon')
    expect((await one.get('/api/session')).status).toBe(200)
    expect(await stateOf('dingon')).toMatchObject({ state: 'active' })
  })

  it('that may have been missed while there was no line is read again, even a stopped one', async () => {
    await one.control('POST', '/corps', { corpId: 'dinglost', name: '旧名', count: 2 })
    const [store] = stores
    for (const corpId of ['dinglost1', 'dinglost2']) {
      await live(corpId, { what: 'authorise', bornAt: 500 })
      await store?.corps.updateCorp({ corpId, at: 1_000, isAuthorised: true, isEnabled: false })
    }
    await live('dinglost2', { what: 'stop', bornAt: 600 })
    // A new line means that any earlier event may have been lost.
    one.proxy.hearEvents()
    await vi.waitFor(async () => {
      expect(await stateOf('dinglost1')).toMatchObject({ state: 'active', name: '旧名 1' })
      const stopped = await stateOf('dinglost2')
      expect(stopped).toMatchObject({ state: 'stopped', askedAt: expect.any(Number) })
      expect(stopped?.askedAt).toBeGreaterThan(1_000)
    })
  })

  it('whose subscription has ended can read known flows, and start nothing', async () => {
    let clock = Date.now()
    await one.close()
    const env = { ...thirdParty, RENEWAL_URL: 'https://example.com/renew' }
    one = await startSandboxedProxy(env, { now: () => clock, monotonic: () => clock })
    one.proxy.hearEvents()
    const { store } = one
    const until = clock + 60_000
    await one.control('POST', `/corps/${sandboxCorpId}/life`, { what: 'buy', until })
    await vi.waitFor(async () =>
      expect(await store.corps.find(sandboxCorpId)).toMatchObject({ boughtUntil: until }),
    )
    await one.signIn('wangwu')
    const [known, unknown] = ['PRO-SANDBOX-SIGNING', 'PRO-SANDBOX-COMPLETED']
    expect((await one.get(`/api/flows/${known}`)).status).toBe(200)
    await vi.waitFor(async () =>
      expect(await store.registry.flows.find(sandboxCorpId, known)).toMatchObject({
        confirmedAt: expect.any(Number),
      }),
    )
    expect((await one.post(`/api/flows/${known}/urge`)).status).not.toBe(403)
    clock = until
    expect((await one.get(`/api/flows/${known}`)).status).toBe(200)
    expect((await one.get('/api/flows?scope=all')).status).toBe(200)
    for (const answer of [
      await one.get(`/api/flows/${unknown}`),
      await one.post(`/api/flows/${known}/urge`),
      await one.post('/api/flows', {}),
      await one.post('/api/me/realname-url', {}),
      await one.get('/api/readiness'),
      await one.get('/api/approvals/an-approval'),
      await one.proxy.ask('/api/registrations/import', { method: 'POST', body: known }),
    ]) {
      expect(answer.status).toBe(403)
      expect(await codeOf(answer)).toBe('subscription-ended')
    }
    // Its admin gets the renewal page; others get the admins to ask.
    const { RENEWAL_URL: renewalUrl } = env
    expect(await (await one.get('/api/subscription')).json()).toEqual({
      hasEnded: true,
      canRenew: true,
      renewalUrl,
      admins: [],
    })
    await one.signIn('lisi')
    const asked = await one.get('/api/subscription')
    expect(await asked.json()).toMatchObject({
      hasEnded: true,
      canRenew: false,
      admins: ['王五', '赵六'],
    })
    await one.signIn('wangwu')
    // After a renewal everything works again.
    const renewed = { what: 'buy', until: clock + 60_000, bornAt: clock }
    await one.control('POST', `/corps/${sandboxCorpId}/life`, renewed)
    await vi.waitFor(async () => expect((await one.get(`/api/flows/${unknown}`)).status).toBe(200))
    expect(await (await one.get('/api/subscription')).json()).toMatchObject({ hasEnded: false })
    // A refund ends only its own order.
    const ends = async (end: number) =>
      vi.waitFor(async () =>
        expect(await store.corps.find(sandboxCorpId)).toMatchObject({ boughtUntil: end }),
      )
    const more = { what: 'buy', orderId: '12', until: clock + 90_000, bornAt: clock + 1 }
    await one.control('POST', `/corps/${sandboxCorpId}/life`, more)
    await ends(clock + 90_000)
    const refund = { what: 'close-service', orderId: '12', bornAt: clock + 2 }
    await one.control('POST', `/corps/${sandboxCorpId}/life`, refund)
    await ends(clock + 60_000)
  })
})
