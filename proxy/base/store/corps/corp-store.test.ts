import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { started } from '#proxy/base/store/testing/samples.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import type { Store } from '#proxy/base/store/store.ts'
import type { CorpChange } from './corp-change.ts'
import type { PurchaseNews } from './purchases.ts'

let store: Store
let statements = 0

beforeAll(async () => {
  store = await openStore({ observe: () => (statements += 1) })
})

afterAll(() => store.close())

/** Everything that DingTalk's events can contain, some of it at the same time. */
const changeArbitrary = fc.record(
  {
    at: fc.integer({ min: 1, max: 5 }),
    event: fc.constantFrom('org_suite_auth', 'org_micro_app_stop'),
    isAuthorised: fc.boolean(),
    isEnabled: fc.boolean(),
  },
  { requiredKeys: ['at'] },
)

let corps = 0

async function after(changes: readonly Omit<CorpChange, 'corpId'>[]) {
  corps += 1
  const corpId = `dingorder${corps}`
  for (const change of changes) await store.corps.updateCorp({ ...change, corpId })
  const row = await store.corps.find(corpId)
  return { state: row?.state, since: row?.since, lastEventAt: row?.lastEventAt }
}

it('the newest state counts, in any order and with repetitions', async () => {
  const shuffled = fc
    .array(changeArbitrary, { minLength: 1, maxLength: 8 })
    .chain((changes) =>
      fc.tuple(
        fc.constant(changes),
        fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length * 2 }),
      ),
    )
  await fc.assert(
    fc.asyncProperty(shuffled, async ([changes, others]) => {
      expect(await after(others)).toEqual(await after(changes))
    }),
    { numRuns: 60 },
  )
})

it('an id with characters that are not stored has the status of the stored one', async () => {
  await store.corps.updateCorp({
    corpId: 'dingstopped',
    at: 1,
    isAuthorised: true,
    isEnabled: false,
  })
  for (const corpId of ['dingstopped', 'dingstopped\0'])
    expect(await store.corps.statusOf(corpId)).toMatchObject({ state: 'stopped' })
})

it('finds those that stopped the app among more than a statement takes parameters', async () => {
  await store.corps.updateCorp({
    corpId: 'dingoneofmany',
    at: 1,
    isAuthorised: true,
    isEnabled: false,
  })
  const many = Array.from({ length: 70_000 }, (_, index) => `dingmany${index}`)
  expect(await store.corps.onceInactiveAmong([...many, 'dingoneofmany'])).toMatchObject([
    { corpId: 'dingoneofmany', state: 'stopped' },
  ])
})

it('those with a sign-in or with flows are known, the most recently used last', async () => {
  await store.corps.noteSeen('dingseen1', 1_000_000)
  await store.corps.noteSeen('dingseen3', 3_000_000)
  const flow = started('PRO-1', { startedAt: 2_000_000 })
  await store.registry.flows.recordStart('dingflow2', flow)
  await store.registry.flows.recordStart('dingseen1', { ...flow, startedAt: 4_000_000 })
  const used = ['dingflow2', 'dingseen3', 'dingseen1']
  expect((await store.corps.known()).filter((corpId) => used.includes(corpId))).toEqual(used)
})

describe('a time from the future', () => {
  const now = 1_800_000_000_000
  const details = { name: '青山科技', agentId: '7', admins: ['a'] }
  const news = { order: 'renewal', item: 'L', until: now + 9e9 }

  it('counts as the time of its arrival', async () => {
    const corpId = 'dingahead'
    const update = async (change: Omit<CorpChange, 'corpId'>) =>
      store.corps.updateCorp({ ...change, corpId })
    const purchase = { ...news, at: now + 7e9 }
    await update({
      at: now + 7e9,
      receivedAt: now,
      event: 'org_suite_auth',
      details,
      isAuthorised: true,
      isEnabled: false,
      purchase,
    })
    expect(await store.corps.find(corpId)).toMatchObject({
      toldAt: now,
      authorisedAt: now,
      enabledAt: now,
      boughtAt: now,
      lastEventAt: now,
      since: now,
      purchases: { renewal: { at: now } },
    })
    const refund = { order: 'renewal', refundedAt: now + 8e9 }
    await update({ at: now + 8e9, receivedAt: now + 1, purchase: refund })
    expect(await store.corps.statusOf(corpId)).toMatchObject({ boughtUntil: now + 1 })
  })

  it.each([
    ['of a stop', { isEnabled: false }, 'stopped'],
    ['of a removal', { isAuthorised: false }, 'relieved'],
  ] as const)('that is stored %s loses to what DingTalk answers', async (_of, change, state) => {
    const corpId = `ding${state}ahead`
    await store.corps.updateCorp({
      corpId,
      at: now - 9e9,
      event: 'org_suite_auth',
      isAuthorised: true,
      isEnabled: true,
    })
    await store.corps.updateCorp({ corpId, at: now - 8e9, purchase: { ...news, at: now - 8e9 } })
    const future = now + 9e9
    await store.corps.updateCorp({
      corpId,
      at: future,
      event: 'of the future',
      details: { ...details, admins: ['b'] },
      isAuthorised: true,
      isEnabled: true,
      ...change,
      purchase: { order: 'first', item: 'S', until: now, at: future },
    })
    const stored = await store.corps.statusOf(corpId)
    expect(stored).toMatchObject({ state })
    const looked = await store.corps.updateCorp({
      corpId,
      at: now - 60_000,
      receivedAt: now,
      details,
      isAuthorised: true,
      isEnabled: true,
    })
    expect(looked).toMatchObject({ state: 'active', before: state, isNews: true })
    expect(looked.version).toBeGreaterThan(stored?.version ?? Infinity)
    expect(await store.corps.find(corpId)).toMatchObject({ ...details, toldAt: now - 60_000 })
    const order = { ...news, at: now - 7e9, until: now + 5e9 }
    const bought = await store.corps.updateCorp({
      corpId,
      at: now - 7e9,
      receivedAt: now,
      event: 'market_order',
      purchase: order,
    })
    expect(bought).toMatchObject({ boughtUntil: now + 5e9, isNews: true })
    expect(bought.version).toBeGreaterThan(looked.version)
    // From now on the newest counts again.
    await store.corps.updateCorp({ corpId, at: now - 61_000, receivedAt: now, isEnabled: false })
    expect(await store.corps.statusOf(corpId)).toMatchObject({ state: 'active' })
  })
})

it('sessions from before a stop end, even if the stop arrives late or out of order', async () => {
  const updateCorp = async (change: Omit<CorpChange, 'corpId'>) =>
    (await store.corps.updateCorp({ ...change, corpId: 'dingstopping' })).sessionsFrom
  expect(await updateCorp({ at: 10, receivedAt: 11, isAuthorised: true, isEnabled: true })).toBe(0)
  expect(await updateCorp({ at: 20, receivedAt: 25, isEnabled: false })).toBe(25)
  // A repeated stop ends no further sessions, nor does what follows it.
  expect(await updateCorp({ at: 20, receivedAt: 40, isEnabled: false })).toBe(25)
  expect(await updateCorp({ at: 30, receivedAt: 41, isEnabled: true })).toBe(25)
  expect(await updateCorp({ at: 20, receivedAt: 42, isEnabled: false })).toBe(25)
  expect(await updateCorp({ at: 28, receivedAt: 43, isAuthorised: false })).toBe(43)
  expect(await updateCorp({ at: 50, receivedAt: 51, isAuthorised: true })).toBe(43)
  // It comes after the authorisation that it ends.
  expect(await updateCorp({ at: 45, receivedAt: 52, isAuthorised: false })).toBe(45)
  // DingTalk's clock may be ahead of ours.
  expect(await updateCorp({ at: 90, receivedAt: 60, isAuthorised: false })).toBe(60)
  expect(await store.corps.onceInactiveAmong(['dingstopping', 'dingbuyer'])).toMatchObject([
    { corpId: 'dingstopping', sessionsFrom: 60 },
  ])
})

it('the newest purchase and the newest administrators count too', async () => {
  const corpId = 'dingbuyer'
  const details = { name: '青山科技', agentId: '7', admins: ['a'] }
  await store.corps.updateCorp({
    corpId,
    at: 20,
    event: 'org_suite_auth',
    details,
    isAuthorised: true,
  })
  await store.corps.updateCorp({
    corpId,
    at: 40,
    event: 'market_order',
    purchase: { order: 'two', at: 40, item: 'L', until: 9 },
  })
  const old = await store.corps.updateCorp({
    corpId,
    at: 30,
    event: 'market_order',
    purchase: { order: 'one', at: 30, item: 'S', until: 5 },
    details: { name: null, agentId: '8', admins: ['b'] },
  })
  expect(old).toMatchObject({ state: 'active', boughtUntil: 9, before: 'active', isNews: true })
  const repeated = {
    corpId,
    at: 30,
    event: 'market_order',
    purchase: { order: 'one', at: 30, item: 'S', until: 5 },
  }
  expect(await store.corps.updateCorp(repeated)).toMatchObject({ isNews: false })
  expect(await store.corps.find(corpId)).toMatchObject({
    name: '青山科技',
    agentId: '8',
    admins: ['b'],
    boughtItem: 'L',
    boughtUntil: 9,
    since: 20,
    lastEvent: 'market_order',
    lastEventAt: 40,
  })
})

/**
 * Applies these changes twice to an organisation, shuffled, and expects the same result each time.
 * @returns the last organisation
 */
async function updateInAnyOrder(
  changes: readonly Omit<CorpChange, 'corpId'>[],
  expected: Readonly<Record<string, unknown>>,
): Promise<string> {
  const twice = fc.shuffledSubarray([...changes, ...changes], { minLength: 6 })
  const property = fc.asyncProperty(twice, async (shuffled) => {
    corps += 1
    const corpId = `dingbought${corps}`
    for (const change of shuffled) await store.corps.updateCorp({ ...change, corpId })
    expect(await store.corps.find(corpId)).toMatchObject(expected)
  })
  await fc.assert(property, { numRuns: 30 })
  return `dingbought${corps}`
}

it('a refund ends its own order, in any order of arrival', async () => {
  const changes = [
    { at: 10, purchase: { order: 'running', at: 10, item: 'S', until: 1_000 } },
    { at: 20, purchase: { order: 'renewal', at: 20, item: 'L', until: 2_000 } },
    { at: 30, purchase: { order: 'renewal', refundedAt: 30 } },
  ]
  const corpId = await updateInAnyOrder(changes, {
    boughtItem: 'S',
    boughtUntil: 1_000,
    boughtAt: 30,
  })
  await store.corps.updateCorp({ corpId, at: 40, purchase: { order: 'running', refundedAt: 40 } })
  expect(await store.corps.statusOf(corpId)).toMatchObject({ boughtUntil: 40 })
  const again = { order: 'again', at: 50, item: 'L', until: null }
  await store.corps.updateCorp({ corpId, at: 50, purchase: again })
  expect(await store.corps.find(corpId)).toMatchObject({ boughtItem: 'L', boughtUntil: null })
})

it('of purchases and refunds without an id the youngest counts', async () => {
  const changes = [
    { at: 10, purchase: { order: '', at: 10, item: 'S', until: 1_000 } },
    { at: 20, purchase: { order: '', refundedAt: 20 } },
    { at: 30, purchase: { order: '', at: 30, item: 'L', until: 2_000 } },
  ]
  await updateInAnyOrder(changes, { boughtItem: 'L', boughtUntil: 2_000 })
  const corpId = `dingnoid${corps}`
  await store.corps.updateCorp({ corpId, at: 40, purchase: { order: '', refundedAt: 40 } })
  expect(await store.corps.statusOf(corpId)).toMatchObject({ boughtUntil: 40 })
})

it('an older purchase that decides is news, and makes a later status', async () => {
  const corpId = 'dinglate'
  const updateCorp = async (purchase: PurchaseNews) =>
    store.corps.updateCorp({ corpId, at: purchase.at ?? purchase.refundedAt ?? 0, purchase })
  const refunded = await updateCorp({ order: 'renewal', refundedAt: 30 })
  const running = { order: 'running', at: 10, item: 'S', until: 1_000 }
  const late = await updateCorp(running)
  expect(late).toMatchObject({ boughtUntil: 1_000, isNews: true })
  expect(late.version).toBeGreaterThan(refunded.version)
  const { version } = late
  expect(await updateCorp(running)).toMatchObject({ boughtUntil: 1_000, isNews: false, version })
  expect(await store.corps.statusOf(corpId)).toMatchObject({ boughtUntil: 1_000, version })
})

it('fields missing from an authorisation keep their known values', async () => {
  const corpId = 'dingterse'
  const updateCorp = async (at: number, details: NonNullable<CorpChange['details']>) => {
    await store.corps.updateCorp({
      corpId,
      at,
      event: 'org_suite_change',
      details,
      isAuthorised: true,
    })
    return store.corps.find(corpId)
  }
  const known = { name: '青山科技', agentId: '7', admins: ['a'] }
  expect(await updateCorp(1, known)).toMatchObject(known)
  expect(await updateCorp(2, { name: null, agentId: null, admins: null })).toMatchObject(known)
  expect(await updateCorp(3, { name: null, agentId: '8', admins: [] })).toMatchObject({
    name: '青山科技',
    agentId: '8',
    admins: [],
    toldAt: 3,
  })
})

it('an organisation is looked at on visits until DingTalk has answered, however its row was created', async () => {
  const { corps: book } = store
  const details = { name: null, agentId: null, admins: [] }
  expect(await book.noteSeen('dingunlooked', 1)).toBe(false)
  expect(await book.noteSeen('dingunlooked', 2)).toBe(false)
  const purchase = { order: 'one', at: 1, item: null, until: null }
  await book.updateCorp({ corpId: 'dingbought', at: 1, event: 'market_order', purchase })
  expect(await book.noteSeen('dingbought', 2)).toBe(false)
  await book.updateCorp({ corpId: 'dingbought', at: 3, details, isAuthorised: true })
  expect(await book.noteSeen('dingbought', 4)).toBe(true)
})

it('an event is stored once, as a job in the order of the times', async () => {
  const event = { type: 'market_order', corpId: 'dingcorp', bornAt: 7, data: { text: '\0' } }
  const eventsOf = (ids: readonly string[]) => ids.map((eventId) => ({ ...event, eventId }))
  const { jobs, dingtalkEvents } = store
  const stored = await Promise.all(
    [['a', 'b', 'a'], ['a'], []].map((ids) => dingtalkEvents.store(eventsOf(ids), 9)),
  )
  expect(stored.reduce((sum, count) => sum + count)).toBe(2)
  const earlier = { ...event, type: 'org_suite_auth', corpId: 'dingorder', bornAt: 5 }
  const later = { ...earlier, type: 'org_suite_relieve', bornAt: 6 }
  await dingtalkEvents.store(
    [
      { ...later, eventId: 'later' },
      { ...earlier, eventId: 'earlier' },
    ],
    9,
  )
  expect(await dingtalkEvents.latest('dingorder', 5)).toEqual([
    { type: 'org_suite_relieve', bornAt: 6, outcome: 'waiting' },
    { type: 'org_suite_auth', bornAt: 5, outcome: 'waiting' },
  ])
  const asked = { kinds: ['event'], exceptShares: [], leaseMs: 60_000, now: 9 }
  for (const state of ['done', 'dropped', 'failed', 'done'] as const) {
    const claimed = await jobs.claim({ ...asked, claim: state })
    if (claimed === null) throw new Error('nothing was claimed')
    await jobs.settle(claimed, { state }, 10)
  }
  expect(await jobs.claim({ ...asked, claim: 'none' })).toBeNull()
  expect(await dingtalkEvents.health(0)).toMatchObject({ waiting: 0, failed: 1, lastAt: 9 })
  expect(await dingtalkEvents.health(10)).toMatchObject({ failed: 0 })
  expect((await dingtalkEvents.latest('dingcorp', 5)).map(({ outcome }) => outcome)).toHaveLength(2)
})

it('events with what Postgres cannot hold do not keep the others of their batch out', async () => {
  const deep: unknown = JSON.parse('['.repeat(12_000) + ']'.repeat(12_000))
  const event = { type: 'org_suite_auth', corpId: 'dinghostile', bornAt: 7 }
  const batch = [{ 'a\0b': 1 }, deep, { at: '1e999' }, null].map((data, index) => {
    return { ...event, eventId: `hostile ${index}`, data }
  })
  expect(await store.dingtalkEvents.store(batch, 9)).toBe(4)
})

it('as many events as a body holds are stored in one statement', async () => {
  statements = 0
  const many = Array.from({ length: 20_000 }, (_, index) => {
    const eventId = `many ${index}`
    return { eventId, type: 'org_suite_auth', corpId: `dingmany${index}`, bornAt: 7, data: null }
  })
  expect(await store.dingtalkEvents.store(many, 9)).toBe(20_000)
  expect(statements).toBe(1)
})

it('two of any number of instances have a line, and another one when a lease expires', async () => {
  const line = { state: 'open', since: 1, lastFrameAt: null } as const
  const hold = (instance: string, ms: number) => store.lineLeases.hold(instance, 2, ms, line)
  expect(await hold('one', 60_000)).toBe(true)
  expect(await hold('two', 0)).toBe(true)
  expect(await hold('three', 60_000)).toBe(true)
  expect(await hold('two', 60_000)).toBe(false)
  expect(await hold('one', 60_000)).toBe(true)
  await store.lineLeases.leave('one')
  expect(await hold('two', 60_000)).toBe(true)
  expect(await store.lineLeases.all()).toHaveLength(2)
})
