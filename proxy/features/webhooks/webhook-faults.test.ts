import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { createJobWorker } from '#proxy/base/jobs/job-worker.ts'
import { createLogger } from '#proxy/base/log.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { newCorp } from '#proxy/base/store/testing/samples.ts'
import { randomFrom } from '#proxy/testing/random-from.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import { sendingJob } from './plan-webhooks.ts'
import { startFaultyReceiver, type Fault } from './testing/faulty-receiver.ts'
import { startReceiver } from './testing/receiver.ts'
import { createWebhookClient } from './webhook-client.ts'
import { createWebhookSecrets } from './webhook-secrets.ts'
import { createWebhookSender, orderMs } from './webhook-sender.ts'
import { createWebhookStore } from './webhook-store.ts'
import { createDeliveryStore } from './delivery-store.ts'

/**
 * Events of the contracts of some organisations go to a receiver with random faults, over HTTP. The
 * clock of the app is set ahead to whatever is due next.
 */

const wanted = process.env['LONG'] === '1' ? 1_000 : 150
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))

const corpCount = 5
const contractsEach = 4
const minuteMs = 60_000

/** Longer than the receiver of this machine needs to answer. */
const attemptMs = 250

const faults: readonly Fault[] = ['error', 'moved', 'cut', 'slow', 'taken-cut', 'taken-slow']

const secrets = createWebhookSecrets(['a session secret of thirty-two bytes'])

type Contract = { corpId: string; webhookId: string; taskId: string }

/** What is known of an event: when it was tried first, and taken, by the app's clock. */
type Known = { contract: Contract; seq: number; triedAt: number; takenAt: number | null }

it.each([1, 2])(`%i instances deliver ${wanted} events, seed ${seed}`, async (instances) => {
  const random = randomFrom(seed + instances)
  let now = Date.UTC(2026, 10, 26)
  const known = new Map<string, Known>()
  /** In the order they were taken. */
  const taken: string[] = []
  /** Never taken. */
  const dead = new Set<string>()
  /** Ended as the receiver wanted no more: out of order if an admin sends them again. */
  const ended = new Set<string>()
  const underWay = new Set<string>()
  const counts = { attempts: 0, broken: 0, together: 0, again: 0 }

  const elsewhere = await startReceiver()
  const receiver = await startFaultyReceiver((id) => {
    const fault = faultOf(id)
    const event = known.get(id)
    if (fault.startsWith('taken') && event !== undefined) {
      if (event.takenAt === null) taken.push(id)
      event.takenAt ??= now
    }
    return fault
  }, elsewhere.url)

  function faultOf(id: string): Fault {
    if (dead.has(id)) return 'error'
    if (random() < 0.004) return 'gone'
    if (random() < 0.3) return faults[Math.floor(random() * faults.length)] ?? 'error'
    return 'taken'
  }

  const databaseUrl = await newDatabase()
  const stores = await Promise.all(
    Array.from({ length: instances }, () => openStore({ databaseUrl })),
  )
  const [store] = stores
  if (store === undefined) throw new Error('there is no instance')
  const deliveries = createDeliveryStore(store.database, store.jobs)
  const client = createWebhookClient(['127.0.0.1'], { attemptMs })
  const workers = stores.map(({ database, jobs }) => {
    const webhook = createWebhookSender({
      webhooks: createWebhookStore(database),
      deliveries: createDeliveryStore(database, jobs),
      corpStateOf: async () => 'active',
      client: {
        async post(url, headers, body, signal) {
          const id = headers['webhook-id'] ?? ''
          const { contract, seq } = parse(url, body)
          const name = nameOf(contract)
          counts.attempts += 1
          if (underWay.has(name)) counts.together += 1
          underWay.add(name)
          if (!known.has(id)) {
            known.set(id, { contract, seq, triedAt: now, takenAt: null })
            if (random() < 0.01) dead.add(id)
          }
          const posted = await client.post(url, headers, body, signal)
          underWay.delete(name)
          if ('error' in posted && posted.error === 'unreachable') counts.broken += 1
          return posted
        },
      },
      secrets,
      allowedHosts: ['127.0.0.1'],
      onFailure: async () => {},
      now: () => now,
      random,
    })
    const log = createLogger('silent')
    return createJobWorker({ jobs, handlers: { webhook }, log, now: () => now })
  })
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.close()))
    await Promise.all(stores.map((each) => each.close()))
    await Promise.all([client.close(), receiver.close(), elsewhere.close()])
  })

  const webhooks = await Promise.all(
    Array.from({ length: corpCount }, async () => {
      const [corpId, webhookId] = [newCorp(), randomUUID()]
      await createWebhookStore(store.database).add(
        {
          id: webhookId,
          corpId,
          url: `${receiver.url}/${corpId}/${webhookId}`,
          kinds: ['contract.signed'],
          withNames: false,
          secret: secrets.make().encrypted,
          createdAt: now,
        },
        10,
      )
      return { corpId, webhookId }
    }),
  )
  const contracts = webhooks.flatMap((webhook) =>
    Array.from({ length: contractsEach }, (_, index) => ({ ...webhook, taskId: `PRO-${index}` })),
  )

  const happen = async ({ corpId, taskId }: Contract, count: number): Promise<number> => {
    const key = { corpId, taskId }
    const bodyOf = (seq: number) => JSON.stringify({ seq, taskId })
    const event = { kind: 'contract.signed' as const, bodyOf }
    const jobOf = (id: string) => sendingJob(id, key, now)
    const events = Array.from({ length: count }, () => event)
    const ids = await deliveries.tell(key, () => events, jobOf, now)
    return ids.length * count
  }

  /** An admin sends one again that was ended, so that the webhook goes on. */
  const goOn = async ({ corpId, webhookId }: Omit<Contract, 'taskId'>): Promise<void> => {
    const latest = await deliveries.latest(corpId, webhookId, wanted * 2)
    const given = latest.filter(({ state, attempts }) => state === 'failed' && attempts < 10)
    for (const { id } of given) ended.add(id)
    const webhook = await createWebhookStore(store.database).find(corpId, webhookId)
    if (webhook?.endedAt == null) return
    const again = given.find(({ id }) => !dead.has(id))
    if (again === undefined) return
    counts.again += 1
    const jobOf = (taskId: string) => sendingJob(webhookId, { corpId, taskId }, now)
    await deliveries.resend({ corpId, webhookId, id: again.id }, jobOf, now)
  }

  /** Does what is due, while the receiver may be down. */
  const doDue = async (): Promise<void> => {
    await receiver.setUp(random() > 0.1)
    await Promise.all(workers.map((worker) => worker.doDue()))
    await Promise.all(webhooks.map(goOn))
  }

  /** When the next attempt is due; null if nothing waits. */
  const nextAt = async (): Promise<number | null> => {
    const dueAts = await Promise.all(
      contracts.map(async ({ corpId, webhookId, taskId }) => {
        const waiting = await deliveries.waiting(webhookId, taskId)
        const { key } = sendingJob(webhookId, { corpId, taskId }, now)
        return waiting.length === 0 ? [] : [(await store.jobs.find(corpId, key))?.dueAt ?? now]
      }),
    )
    return dueAts.flat().length === 0 ? null : Math.min(...dueAts.flat())
  }

  let stored = 0
  while (stored < wanted) {
    const contract = contracts[Math.floor(random() * contracts.length)]
    if (contract !== undefined) stored += await happen(contract, 1 + Math.floor(random() * 3))
    if (random() < 0.4) {
      now += Math.floor(random() * 8 * minuteMs)
      await doDue()
    }
  }
  for (let next = await nextAt(); next !== null; next = await nextAt()) {
    now = Math.max(next, now + 1000)
    await doDue()
  }
  noteSize(`${stored} events, ${JSON.stringify(counts)}, ${ended.size} ended, seed ${seed}`)

  const all = await Promise.all(
    webhooks.map(({ corpId, webhookId }) => deliveries.latest(corpId, webhookId, wanted * 2)),
  )
  expect(all.flat()).toHaveLength(stored)
  for (const { id, state, attempts } of all.flat()) {
    const isTaken = known.get(id)?.takenAt != null
    if (state === 'delivered') expect({ id, isTaken }).toEqual({ id, isTaken: true })
    else if (!ended.has(id))
      expect({ id, state, attempts }).toEqual({ id, state: 'failed', attempts: 10 })
  }
  expect(counts.together).toBe(0)
  expect(elsewhere.received).toEqual([])
  expect(taken.length).toBeGreaterThan(wanted / 2)
  expect(counts.broken).toBeGreaterThan(0)
  for (const contract of contracts) expect(outOfOrder(contract), nameOf(contract)).toEqual([])

  /** Events that were taken ahead of one whose attempts had not failed for ten minutes. */
  function outOfOrder(contract: Contract): string[] {
    const ofContract = [...known].filter(([, event]) => nameOf(event.contract) === nameOf(contract))
    const places = new Map(taken.map((id, index) => [id, index]))
    const placeOf = (id: string) => places.get(id) ?? Infinity
    return ofContract.flatMap(([id, { seq, takenAt }]) => {
      if (takenAt === null || ended.has(id)) return []
      const passed = ofContract.filter(
        ([other, { seq: before, triedAt }]) =>
          before < seq &&
          !ended.has(other) &&
          placeOf(other) > placeOf(id) &&
          takenAt < triedAt + orderMs,
      )
      return passed.map(([other]) => `${id} before ${other}`)
    })
  }
})

function nameOf({ webhookId, taskId }: Contract): string {
  return `${webhookId} ${taskId}`
}

function parse(url: URL, body: string): { contract: Contract; seq: number } {
  const [, corpId = '', webhookId = ''] = url.pathname.split('/')
  const { seq, taskId }: { seq: number; taskId: string } = JSON.parse(body)
  return { contract: { corpId, webhookId, taskId }, seq }
}
