import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { createWebhookStore, type WebhookStore } from './webhook-store.ts'
import { createDeliveryStore, type DeliveryStore } from './delivery-store.ts'

const at = Date.UTC(2026, 10, 26)
const dayMs = 24 * 60 * 60_000

let store: Store
let webhooks: WebhookStore
let deliveries: DeliveryStore
let corpId: string

withStore((opened) => {
  store = opened
  webhooks = createWebhookStore(store.database)
  deliveries = createDeliveryStore(store.database, store.jobs)
})

beforeEach(() => {
  corpId = newCorp()
})

async function add(kinds: readonly WebhookKind[], withNames = false, most = 10) {
  const id = randomUUID()
  const set = { url: 'https://hooks.example.com/', kinds, withNames, secret: 'encrypted' }
  const isAdded = await webhooks.add({ id, corpId, ...set, createdAt: at }, most)
  return { id, isAdded }
}

function happen(taskId: string, ...kinds: WebhookKind[]): Promise<string[]> {
  const events = kinds.map((kind) => ({
    kind,
    bodyOf: (seq: number, withNames: boolean) => `${kind} ${seq} ${withNames}`,
  }))
  return deliveries.tell({ corpId, taskId }, () => events, jobOf, at)
}

const jobOf = (id: string) => ({ corpId, kind: 'test', key: `test:${id}`, renews: true, dueAt: at })

async function bodiesOf(id: string, taskId: string): Promise<string[]> {
  const waiting = await deliveries.waiting(id, taskId)
  return waiting.map(({ body }) => body)
}

it('numbers the events of each contract that a webhook of the corp wants', async () => {
  const all = await add(['contract.started', 'contract.signed'], true)
  const some = await add(['contract.signed'])
  const none = await add(['contract.expired'])
  expect(await happen('PRO-1', 'contract.completed')).toEqual([])
  expect(await happen('PRO-1', 'contract.started')).toEqual([all.id])
  const ids = await happen('PRO-1', 'contract.signed', 'contract.completed')
  expect(ids.toSorted()).toEqual([all.id, some.id].toSorted())
  await happen('PRO-2', 'contract.signed')
  expect(await bodiesOf(all.id, 'PRO-1')).toEqual([
    'contract.started 1 true',
    'contract.signed 2 true',
  ])
  expect(await bodiesOf(some.id, 'PRO-1')).toEqual(['contract.signed 2 false'])
  expect(await bodiesOf(some.id, 'PRO-2')).toEqual(['contract.signed 1 false'])
  expect(await bodiesOf(none.id, 'PRO-1')).toEqual([])
})

it('goes on counting once deliveries are deleted by their age', async () => {
  const { id } = await add(['contract.signed'])
  await happen('PRO-1', 'contract.signed')
  await store.registry.retention.clear('old-deliveries', at + dayMs, 100)
  expect(await bodiesOf(id, 'PRO-1')).toEqual([])
  await happen('PRO-1', 'contract.signed')
  expect(await bodiesOf(id, 'PRO-1')).toEqual(['contract.signed 2 false'])
})

it('belongs to one organisation', async () => {
  const { id } = await add(['contract.signed'])
  await happen('PRO-1', 'contract.signed')
  const [delivery] = await deliveries.waiting(id, 'PRO-1')
  const other = newCorp()
  expect(await webhooks.list(other)).toEqual([])
  expect(await webhooks.find(other, id)).toBeNull()
  expect(await webhooks.remove(other, id)).toBe(false)
  expect(await webhooks.rotate(other, id, 'encrypted', at)).toBe(false)
  expect(await deliveries.latest(other, id, 10)).toEqual([])
  const asked = { corpId: other, webhookId: id, id: delivery?.id ?? '' }
  expect(await deliveries.resend(asked, jobOf, at)).toBe(false)
  expect(await store.jobs.find(other, `test:${id}`)).toBeNull()
})

it('puts what sends it with it, and again when an admin wants it', async () => {
  const { id } = await add(['contract.signed'])
  const puts = async () => (await store.jobs.find(corpId, `test:${id}`))?.puts
  await happen('PRO-1', 'contract.signed')
  expect(await puts()).toBe(1)
  const [delivery] = await deliveries.waiting(id, 'PRO-1')
  const asked = { corpId, webhookId: id, id: delivery?.id ?? '' }
  expect(await deliveries.resend(asked, () => jobOf(id), at)).toBe(true)
  expect(await puts()).toBe(2)
})

const outcome = { at, nextAt: at, status: 500, answer: null, error: null }

it('keeps what is known of a delivery if an attempt ends late', async () => {
  const { id } = await add(['contract.signed'])
  await happen('PRO-1', 'contract.signed')
  const [delivery] = await deliveries.waiting(id, 'PRO-1')
  if (delivery === undefined) throw new Error('nothing waits')
  const record = (state: 'delivered' | 'waiting') =>
    deliveries.recordAttempt(delivery, { ...outcome, state })
  expect(await record('delivered')).toBe(0)
  // Another instance took it over, and failed.
  expect(await record('waiting')).toBe(1)
  const read = () => deliveries.latest(corpId, id, 10)
  expect(await read()).toMatchObject([{ state: 'delivered', attempts: 1 }])
  // An admin has it sent again while it is tried for the second time.
  await deliveries.resend({ corpId, webhookId: id, id: delivery.id }, () => jobOf(id), at)
  const second = { ...delivery, attempts: 1 }
  await deliveries.recordAttempt(second, { ...outcome, state: 'delivered' })
  expect(await read()).toMatchObject([{ state: 'waiting', attempts: 0 }])
})

it('goes on once the receiver takes what was sent again, not by an answer from before', async () => {
  const { id } = await add(['contract.signed'])
  await happen('PRO-1', 'contract.signed')
  const take = async () => {
    const [delivery] = await deliveries.latest(corpId, id, 1)
    if (delivery === undefined) throw new Error('there is none')
    const taken = { ...outcome, state: 'delivered' as const }
    return () => deliveries.recordAttempt(delivery, taken)
  }
  const first = await take()
  await deliveries.end(id, at)
  await first()
  expect(await webhooks.find(corpId, id)).toMatchObject({ endedAt: at })
  const [delivery] = await deliveries.latest(corpId, id, 1)
  const asked = { corpId, webhookId: id, id: delivery?.id ?? '' }
  await deliveries.resend(asked, () => jobOf(id), at + 1)
  await first()
  expect(await webhooks.find(corpId, id)).toMatchObject({ endedAt: at })
  const second = await take()
  await second()
  expect(await webhooks.find(corpId, id)).toMatchObject({ endedAt: null })
})

it('is deleted with its webhook', async () => {
  const { id } = await add(['contract.signed'])
  await happen('PRO-1', 'contract.signed')
  expect(await webhooks.remove(corpId, id)).toBe(true)
  expect(await deliveries.latest(corpId, id, 10)).toEqual([])
  expect(await happen('PRO-1', 'contract.signed')).toEqual([])
})

it(
  'can be deleted while much is stored for it, and attempts end',
  { timeout: 20_000 },
  async () => {
    const { id } = await add(['contract.signed'])
    const many: WebhookKind[] = Array.from({ length: 2_500 }, () => 'contract.signed')
    await happen('PRO-1', ...many)
    const waiting = await deliveries.waiting(id, 'PRO-1')
    expect(waiting).toHaveLength(2_500)
    const [removed] = await Promise.all([
      webhooks.remove(corpId, id),
      happen('PRO-1', 'contract.signed'),
      ...waiting
        .slice(0, 50)
        .map((delivery) => deliveries.recordAttempt(delivery, { ...outcome, state: 'delivered' })),
    ])
    expect(removed).toBe(true)
    expect(await deliveries.latest(corpId, id, 10)).toEqual([])
  },
)

it('has no more webhooks than it may have, also when they are added at once', async () => {
  const added = await Promise.all([1, 2, 3].map(() => add(['contract.signed'], false, 2)))
  expect(added.filter(({ isAdded }) => isAdded)).toHaveLength(2)
  expect(await webhooks.list(corpId)).toHaveLength(2)
})
