import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { runJob } from '#proxy/base/jobs/testing/run-job.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp, started } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { createDeadlineSender } from './deadline-sender.ts'
import { createDeliveryStore } from './delivery-store.ts'
import { createWebhookStore } from './webhook-store.ts'

const now = Date.UTC(2026, 10, 26)
const deadline = now + 60_000

let store: Store

withStore((opened) => (store = opened))

it('tells once of a deadline though the outcome of the job was lost', async () => {
  const { registry } = store
  const webhooks = createWebhookStore(store.database)
  const deliveries = createDeliveryStore(store.database, store.jobs)
  const [corpId, id, taskId] = [newCorp(), randomUUID(), 'PRO-1']
  const kinds = ['contract.deadline'] as const
  const webhook = { id, corpId, url: 'https://hooks.example.com/', kinds, withNames: false }
  await webhooks.add({ ...webhook, secret: 'encrypted', createdAt: now }, 10)
  await registry.flows.recordStart(corpId, started(taskId, { deadline }))
  const reread = () => Promise.resolve()
  const handler = createDeadlineSender({ webhooks, deliveries, reread, monotonic: () => 0 })
  const job = { corpId, taskId, payload: { deadline } }
  expect(await runJob(handler, now, job)).toEqual({})
  expect(await runJob(handler, now + 1, job)).toEqual({ dropped: 'moved-on' })
  expect(await deliveries.latest(corpId, id, 10)).toMatchObject([{ seq: 1, createdAt: now }])
})
