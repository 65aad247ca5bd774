import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterEach, expect, it, vi } from 'vitest'
import { createJobWorker, type JobWorker } from '#proxy/base/jobs/job-worker.ts'
import { createLogger } from '#proxy/base/log.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { sendingJob } from './plan-webhooks.ts'
import { createSlowReceivers, maxForSlow } from './slow-receivers.ts'
import type { Posted } from './webhook-client.ts'
import { createWebhookSecrets } from './webhook-secrets.ts'
import { createWebhookSender } from './webhook-sender.ts'
import { createWebhookStore, type WebhookStore } from './webhook-store.ts'
import { createDeliveryStore, type DeliveryStore } from './delivery-store.ts'

const due = process.env['LONG'] === '1' ? 10_000 : 400

const at = Date.UTC(2026, 10, 26)
const secrets = createWebhookSecrets(['a session secret of thirty-two bytes'])

let store: Store
let webhooks: WebhookStore
let deliveries: DeliveryStore
let worker: JobWorker | undefined

withStore((opened) => {
  store = opened
  webhooks = createWebhookStore(store.database)
  deliveries = createDeliveryStore(store.database, store.jobs)
})

afterEach(() => worker?.close())

it('has organisations with slow receivers wait once enough is under way for them', () => {
  const slow = createSlowReceivers(100)
  slow.begin('one', 'slow')(101)
  slow.begin('two', 'quick')(100)
  const ends = Array.from({ length: maxForSlow }, () => slow.begin('one', 'slow'))
  slow.begin('two', 'quick')
  expect(slow.waitingCorps()).toEqual(['one'])
  const [first, second] = ends
  first?.(5000)
  expect(slow.waitingCorps()).toEqual([])
  slow.begin('one', 'slow')
  expect(slow.waitingCorps()).toEqual(['one'])
  // It is no longer slow.
  second?.(100)
  slow.begin('one', 'slow')
  expect(slow.waitingCorps()).toEqual([])
})

async function addWebhook(host: string) {
  const [corpId, id] = [newCorp(), randomUUID()]
  const set = { url: `https://${host}/`, kinds: ['contract.signed'] as const, withNames: false }
  const secret = secrets.make().encrypted
  await webhooks.add({ id, corpId, ...set, secret, createdAt: at }, 10)
  return { corpId, id }
}

async function happen(corpId: string, contract: number): Promise<void> {
  const key = { corpId, taskId: `PRO-${contract}` }
  const event = { kind: 'contract.signed' as const, bodyOf: () => '{}' }
  const jobOf = (id: string) => sendingJob(id, key, at)
  await deliveries.tell(key, () => [event], jobOf, at)
}

it('forgets a webhook that there is no more', () => {
  const slow = createSlowReceivers(100)
  slow.begin('corp', 'gone')(101)
  for (let attempt = 0; attempt < maxForSlow; attempt += 1) slow.begin('corp', 'other')
  expect(slow.waitingCorps()).toEqual(['corp'])
  slow.forget('gone')
  expect(slow.waitingCorps()).toEqual([])
})

it(
  `lets ${due} deliveries to slow receivers hold up nobody else`,
  { timeout: 600_000 },
  async () => {
    const slow = await Promise.all(Array.from({ length: 10 }, () => addWebhook('slow.example.com')))
    const quick = await addWebhook('quick.example.com')
    for (let contract = 0; contract < due / slow.length; contract += 1)
      await Promise.all(slow.map(({ corpId }) => happen(corpId, contract)))
    const slowReceivers = createSlowReceivers(100)
    for (const { corpId, id } of slow) slowReceivers.begin(corpId, id)(101)
    let hanging = 0
    const releasing = new AbortController()
    const released = once(releasing.signal, 'abort')
    const post = async ({ hostname }: URL): Promise<Posted> => {
      if (hostname === 'quick.example.com') return { status: 204, answer: '', retryAfter: null }
      hanging += 1
      await released
      return { error: 'too-slow' }
    }
    const sender = createWebhookSender({
      webhooks,
      deliveries,
      corpStateOf: async () => 'active',
      client: { post },
      secrets,
      allowedHosts: [],
      onFailure: async () => {},
      now: () => at,
      slowReceivers,
    })
    const handlers = { webhook: sender }
    const log = createLogger('silent')
    worker = createJobWorker({ jobs: store.jobs, handlers, log, now: () => at })
    worker.start()
    await vi.waitFor(() => expect(hanging).toBeGreaterThanOrEqual(maxForSlow), 60_000)
    const began = performance.now()
    await happen(quick.corpId, 1)
    await vi.waitFor(async () => {
      const latest = await deliveries.latest(quick.corpId, quick.id, 1)
      expect(latest).toMatchObject([{ state: 'delivered' }])
    }, 60_000)
    noteSize(`${due} due, another delivered in ${Math.round(performance.now() - began)} ms`)
    expect(hanging).toBeLessThan(2 * maxForSlow)
    releasing.abort()
  },
)
