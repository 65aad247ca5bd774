import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CorpState } from '#shared/rules/codes/corp-codes.ts'
import { runJob } from '#proxy/base/jobs/testing/run-job.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import type { StoredWebhook } from './webhook-store.ts'
import { sendingJob } from './plan-webhooks.ts'
import type { Posted } from './webhook-client.ts'
import { createWebhookSecrets } from './webhook-secrets.ts'
import { createWebhookSender, orderMs, pausesMs } from './webhook-sender.ts'
import { createWebhookStore, type WebhookStore } from './webhook-store.ts'
import { createDeliveryStore, type DeliveryStore } from './delivery-store.ts'

const start = Date.UTC(2026, 10, 26)
const url = 'https://hooks.example.com/in'
const ok: Posted = { status: 200, answer: '', retryAfter: null }
const broken: Posted = { status: 500, answer: 'no', retryAfter: null }

let store: Store
let webhooks: WebhookStore
let deliveries: DeliveryStore
let corpId: string
let webhookId: string
let secret: string
let now: number
let answer: (id: string, body: string) => Posted
let sent: { at: number; seq: number; headers: Record<string, string>; body: string }[]
let failures: number[]
let corpState: CorpState
/** Of the webhook, of which nothing was given up yet. */
let endedAt: number | null

const secrets = createWebhookSecrets(['a session secret of thirty-two bytes'])

withStore((opened) => {
  store = opened
  webhooks = createWebhookStore(store.database)
  deliveries = createDeliveryStore(store.database, store.jobs)
})

beforeEach(async () => {
  corpId = newCorp()
  now = start
  answer = () => ok
  sent = []
  failures = []
  corpState = 'active'
  endedAt = null
  await addWebhook()
})

async function addWebhook(): Promise<void> {
  webhookId = randomUUID()
  const made = secrets.make()
  secret = made.secret
  await webhooks.add(
    {
      id: webhookId,
      corpId,
      url,
      kinds: ['contract.signed'],
      withNames: false,
      secret: made.encrypted,
      createdAt: now,
    },
    10,
  )
}

function bodyOf(seq: number): string {
  return JSON.stringify({ type: 'contract.signed', data: { seq, title: '采购合同 📄' } })
}

function add(taskId: string, count = 1): Promise<string[]> {
  const events = Array.from({ length: count }, () => ({ kind: 'contract.signed' as const, bodyOf }))
  const key = { corpId, taskId }
  return deliveries.tell(
    key,
    () => events,
    (id) => sendingJob(id, key, now),
    now,
  )
}

function seqOf(body: string): number {
  return Number(/"seq":(\d+)/.exec(body)?.[1])
}

function run(taskId: string, signal?: AbortSignal) {
  const sender = createWebhookSender({
    webhooks: {
      async find(...asked) {
        const found = await webhooks.find(...asked)
        return found && { ...found, endedAt: found.endedAt ?? endedAt }
      },
    },
    deliveries,
    corpStateOf: async () => corpState,
    client: {
      async post(_url, headers, body) {
        sent.push({ at: now, seq: seqOf(body), headers, body })
        return answer(headers['webhook-id'] ?? '', body)
      },
    },
    secrets,
    allowedHosts: [],
    onFailure: async (_webhook: StoredWebhook, count) => void failures.push(count),
    now: () => now,
    random: () => 0,
  })
  return runJob(sender, now, { corpId, taskId, payload: { webhookId } }, signal)
}

const latest = () => deliveries.latest(corpId, webhookId, 2000)

async function resendLatest(): Promise<void> {
  const [last] = await latest()
  const asked = { corpId, webhookId, id: last?.id ?? '' }
  const jobOf = (taskId: string) => sendingJob(webhookId, { corpId, taskId }, now)
  await deliveries.resend(asked, jobOf, now)
}

const sentSeqs = () => sent.map(({ seq }) => seq)

describe('a delivery', () => {
  it('is signed so that the library of Standard Webhooks verifies it, a thousand times', async () => {
    // The library compares with the clock of the machine.
    now = Date.now()
    for (let contract = 0; contract < 20; contract += 1) {
      await add(`PRO-${contract}`, 50)
      expect(await run(`PRO-${contract}`)).toEqual({})
    }
    const verifier = new Webhook(secret)
    for (const { headers, body } of sent) verifier.verify(body, headers)
    expect(sent).toHaveLength(1000)
    const [{ headers, body } = { headers: {}, body: '' }] = sent
    expect(() => verifier.verify(`${body} `, headers)).toThrow('No matching signature')
  })

  it('is signed with the former secret too for a while after a rotation', async () => {
    now = Date.now()
    const former = secret
    const made = secrets.make()
    await webhooks.rotate(corpId, webhookId, made.encrypted, now + 1000)
    await add('PRO-1')
    await run('PRO-1')
    const [{ headers, body } = { headers: {}, body: '' }] = sent
    new Webhook(former).verify(body, headers)
    new Webhook(made.secret).verify(body, headers)
    now += 1000
    await add('PRO-1')
    await run('PRO-1')
    expect(sent[1]?.headers['webhook-signature']).not.toContain(' ')
  })

  it('is tried for three days with the same id, then given up', async () => {
    answer = () => broken
    await add('PRO-1')
    for (;;) {
      const result = await run('PRO-1')
      if (!('again' in result)) break
      now = result.again
    }
    const pauses = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0))
    expect(pauses).toEqual(pausesMs)
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(failures).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(await latest()).toMatchObject([
      { state: 'failed', attempts: 10, status: 500, answer: 'no', error: null },
    ])
  })

  it('is tried later if the receiver asks for it', async () => {
    await add('PRO-1')
    const asking = (retryAfter: string) => () => ({ ...broken, status: 429, retryAfter })
    answer = asking('120')
    expect(await run('PRO-1')).toEqual({ again: now + 120_000 })
    now += 120_000
    answer = asking(new Date(now + 3_600_000).toUTCString())
    expect(await run('PRO-1')).toEqual({ again: now + 3_600_000 })
    now += 3_600_000
    answer = asking('1')
    expect(await run('PRO-1')).toEqual({ again: now + 30 * 60_000 })
  })

  it('is tried no longer than three days if the receiver asks for late attempts', async () => {
    answer = () => ({ ...broken, status: 503, retryAfter: '86400' })
    await add('PRO-1')
    const tryOn = async () => {
      for (;;) {
        const result = await run('PRO-1')
        if (!('again' in result)) return
        now = result.again
      }
    }
    await tryOn()
    const triedAt = [0, 1, 2, 3].map((days) => start + days * 24 * 60 * 60_000)
    expect(sent.map(({ at }) => at)).toEqual(triedAt)
    expect(await latest()).toMatchObject([{ state: 'failed', attempts: 4 }])
    await resendLatest()
    await tryOn()
    expect(sent).toHaveLength(8)
  })

  it('is put off while the organisation has stopped the app', async () => {
    await add('PRO-1')
    corpState = 'stopped'
    expect(await run('PRO-1')).toEqual({ later: now + 60 * 60_000, reason: 'app-closed' })
    expect(sent).toEqual([])
    corpState = 'active'
    expect(await run('PRO-1')).toEqual({})
    expect(sentSeqs()).toEqual([1])
  })

  it('is given up once the organisation has given up the app', async () => {
    await add('PRO-1')
    corpState = 'relieved'
    expect(await run('PRO-1')).toEqual({ dropped: 'app-closed' })
    expect(sent).toEqual([])
    expect(await latest()).toMatchObject([{ state: 'failed', attempts: 0 }])
  })

  it('is given up if it happened while the receiver answered that it wants no more', async () => {
    await add('PRO-1')
    await resendLatest()
    await add('PRO-1')
    endedAt = now
    expect(await run('PRO-1')).toEqual({})
    expect(await latest()).toMatchObject([{ state: 'failed' }, { state: 'delivered' }])
    expect(sentSeqs()).toEqual([1])
  })

  it('ends the webhook if the receiver wants no more, until it takes what is sent again', async () => {
    answer = () => ({ ...broken, status: 410 })
    await add('PRO-1', 2)
    expect(await run('PRO-1')).toEqual({})
    expect(await webhooks.find(corpId, webhookId)).toMatchObject({ endedAt: now })
    expect(await latest()).toMatchObject([{ state: 'failed' }, { state: 'failed' }])
    expect(await add('PRO-1')).toEqual([])
    answer = () => ok
    await resendLatest()
    await run('PRO-1')
    expect(await webhooks.find(corpId, webhookId)).toMatchObject({ endedAt: null })
    expect(await latest()).toMatchObject([{ state: 'delivered' }, { state: 'failed' }])
  })

  it('is left to another instance when this one stops', async () => {
    await add('PRO-1')
    const stopping = new AbortController()
    answer = () => {
      stopping.abort()
      throw stopping.signal.reason
    }
    expect(await run('PRO-1', stopping.signal)).toEqual({ later: now })
    expect(await latest()).toMatchObject([{ state: 'waiting', attempts: 0 }])
  })

  it('is not sent where nothing may be sent any more, nor without a secret', async () => {
    await webhooks.remove(corpId, webhookId)
    expect(await run('PRO-1')).toEqual({ dropped: 'no-webhook' })
    await addWebhook()
    const other = createWebhookSecrets(['another session secret, thirty-two b']).make()
    await webhooks.rotate(corpId, webhookId, other.encrypted, 0)
    await add('PRO-1')
    await run('PRO-1')
    expect(await latest()).toMatchObject([{ state: 'waiting', error: 'secret-lost' }])
    expect(sent).toEqual([])
  })
})

describe('events of a contract', () => {
  it('come in order, and wait ten minutes for an earlier one', async () => {
    await add('PRO-1', 2)
    answer = (_id, body) => (seqOf(body) === 1 ? broken : ok)
    expect(await run('PRO-1')).toEqual({ again: start + 5000 })
    now = start + 5000
    expect(await run('PRO-1')).toEqual({ again: now + 5 * 60_000 })
    now += 5 * 60_000
    expect(sentSeqs()).toEqual([1, 1])
    expect(await run('PRO-1')).toEqual({ again: start + orderMs })
    now = start + orderMs
    await run('PRO-1')
    expect(sentSeqs()).toEqual([1, 1, 1, 2])
  })

  it('come in order though they were late, as after a stop of the server', async () => {
    await add('PRO-1', 2)
    now = start + 60 * 60_000
    answer = (_id, body) => (seqOf(body) === 1 ? broken : ok)
    expect(await run('PRO-1')).toEqual({ again: now + 5000 })
    now += 5000
    answer = () => ok
    expect(await run('PRO-1')).toEqual({})
    expect(sentSeqs()).toEqual([1, 1, 2])
  })

  it('do not wait for those of another contract', async () => {
    await add('PRO-1')
    await add('PRO-2')
    answer = (_id) => broken
    await run('PRO-1')
    answer = () => ok
    expect(await run('PRO-2')).toEqual({})
  })
})
