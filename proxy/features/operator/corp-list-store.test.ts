import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corpSorts, type CorpSort, type SortOrder } from '#shared/rules/codes/corp-codes.ts'
import { started } from '#proxy/base/store/testing/samples.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { createCorpListStore, type CorpListStore } from './corp-list-store.ts'

const dayMs = 24 * 60 * 60_000
const now = 1_000 * dayMs
const times = { now, monthBegan: now - 10 * dayMs }

/** A hundred organisations: one for each thing that can be wrong, some stopped or gone. */
const inTrouble = [
  'dingended',
  'dinguninstalled',
  'dingunauthorised',
  'dinguninitialised',
  'dingunpermitted',
  'dingunverified',
  'dinglow',
]

const others = Array.from({ length: 93 }, (_, index) => `dingother${index}`)

let store: Store
let list: CorpListStore

beforeAll(async () => {
  store = await openStore()
  list = createCorpListStore(store.database)
  const { corps, registry } = store
  // Later than the others, so that an order by age would put them last.
  for (const [index, corpId] of [...others, ...inTrouble].entries()) {
    const details = { name: `组织 ${index}`, agentId: null, admins: [] }
    await corps.updateCorp({ corpId, at: 100 - index, details, isAuthorised: true })
    await corps.noteEsign(corpId, { contractsLeft: 100 + index })
    await registry.flows.recordStart(
      corpId,
      started(`PRO-${index}`, { startedAt: now - (index % 2 === 0 ? 1 : 20) * dayMs }),
    )
  }
  const buy = (corpId: string, until: number) =>
    corps.updateCorp({
      corpId,
      at: 200,
      event: 'market_order',
      purchase: { order: corpId, at: 200, item: 'S', until },
    })
  await buy('dingended', now - 1)
  await buy('dingother1', now + 5 * dayMs)
  await buy('dingother2', now + 50 * dayMs)
  await corps.noteEsign('dinguninstalled', { install: 'not-installed', realName: 'not-verified' })
  await corps.noteEsign('dingunauthorised', { authorisation: 'not-authorised' })
  await corps.noteEsign('dinguninitialised', { isInitialised: false })
  await corps.noteScopes('dingunpermitted', { missing: ['Todo.Todo.Write'], granted: [] })
  await corps.noteEsign('dingunverified', { realName: 'not-verified' })
  await corps.noteEsign('dinglow', { contractsLeft: 15, areContractsLow: true })
  // Nothing is wrong with those that do not use the app.
  await corps.noteEsign('dingother3', { authorisation: 'not-authorised' })
  await corps.updateCorp({ corpId: 'dingother3', at: 300, isEnabled: false })
  await corps.updateCorp({ corpId: 'dingother4', at: 300, isAuthorised: false })
  await corps.noteSeen('dingnameless', 1)
})

afterAll(() => store.close())

async function read(sort: CorpSort, order: SortOrder, limit: number) {
  const asked = { filter: 'all', sort, order, limit, ...times } as const
  const pages = []
  let cursor: string | undefined
  do {
    const page = await list.page({ ...asked, cursor })
    pages.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return pages
}

it('the list begins with the seven in trouble of a hundred, the worst first', async () => {
  const { items } = await list.page({
    filter: 'all',
    sort: 'condition',
    order: 'asc',
    limit: 8,
    ...times,
  })
  expect(items.slice(0, 7).map(({ corpId }) => corpId)).toEqual(inTrouble)
  expect(items.map(({ condition }) => condition)).toEqual([
    'ended',
    'not-installed',
    'not-authorised',
    'not-initialised',
    'permissions-missing',
    'not-verified',
    'contracts-low',
    'ending',
  ])
  const counts = await list.counts(times)
  expect(counts).toMatchObject({ trouble: 7, active: 92, stopped: 1, relieved: 1, all: 101 })
})

it('the list goes on with those in order, by contracts of the month, and ends with those away', async () => {
  const rest = (await read('condition', 'asc', 200)).slice(8)
  expect(rest.map(({ condition }) => condition)).toEqual([
    ...Array.from({ length: 91 }, () => 'active'),
    'stopped',
    'relieved',
  ])
  const used = rest.slice(0, 91).map(({ flowsThisMonth }) => flowsThisMonth)
  expect(used).toEqual(used.toSorted((a, b) => b - a))
  expect(new Set(used)).toEqual(new Set([0, 1]))
})

describe.each(corpSorts)('sorted by %s', (sort) => {
  it.each(['asc', 'desc'] as const)('is the same in pages of any size: %s', async (order) => {
    const whole = await read(sort, order, 200)
    expect(whole).toHaveLength(101)
    expect(await read(sort, order, 7)).toEqual(whole)
  })
})

it('the list has unknown values last in both orders', async () => {
  for (const sort of ['left', 'until', 'event'] as const)
    for (const order of ['asc', 'desc'] as const) {
      const rows = await read(sort, order, 200)
      const values = rows.map(
        (corp) =>
          ({ left: corp.contractsLeft, until: corp.boughtUntil, event: corp.lastEventAt })[sort],
      )
      const known = values.filter((value) => value !== null)
      expect(known.length).toBeGreaterThan(1)
      const sorted = known.toSorted((a, b) => (order === 'asc' ? a - b : b - a))
      expect(values.slice(0, known.length)).toEqual(sorted)
    }
})

it('orders Chinese names by their sound', async () => {
  const names = { dingyi: '阿里', dinger: '北京', dingsan: '张家口', dingsi: '重庆' }
  for (const [corpId, name] of Object.entries(names)) {
    const details = { name: `排序${name}`, agentId: null, admins: [] }
    await store.corps.updateCorp({ corpId, at: 1, details })
  }
  const asked = { filter: 'all', q: '排序', sort: 'name', limit: 9, ...times } as const
  const { items } = await list.page({ ...asked, order: 'asc' })
  // By code point, 重 and 张 would be the other way round, and 阿 last.
  expect(items.map(({ corpId }) => corpId)).toEqual(['dingyi', 'dinger', 'dingsi', 'dingsan'])
})

it('refuses the cursor of another order', async () => {
  const asked = { filter: 'all', order: 'asc', limit: 1, ...times } as const
  const { nextCursor } = await list.page({ ...asked, sort: 'name' })
  const cursor = nextCursor ?? ''
  await expect(list.page({ ...asked, sort: 'left', cursor })).rejects.toMatchObject({
    code: 'invalid-request',
  })
})

it('e签宝 names an organisation that DingTalk does not, and it is found by that name', async () => {
  const corpId = 'dingnameless'
  await store.corps.noteSeen(corpId, 1)
  await store.corps.noteEsign(corpId, { checkedAt: 2, name: '白云商贸有限公司' })
  await store.corps.noteEsign(corpId, { checkedAt: 3, name: null })
  const named = { corpId, name: '白云商贸有限公司' }
  const looked = {
    filter: 'all',
    sort: 'condition',
    order: 'asc',
    q: '白云',
    now: 4,
    monthBegan: 0,
    limit: 2,
  } as const
  expect((await list.page(looked)).items).toMatchObject([named])
  const details = { name: '白云', agentId: null, admins: [] }
  await store.corps.updateCorp({ corpId, at: 5, details })
  await store.corps.noteEsign(corpId, { checkedAt: 6, name: '白云商贸有限公司' })
  expect(await store.corps.find(corpId)).toMatchObject({ name: '白云', checkedAt: 6 })
})
