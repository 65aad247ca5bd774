import { z } from 'zod'
import type { CorpState } from '#shared/rules/codes/corp-codes.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'
import type { JobHandler, JobResult } from '#proxy/base/jobs/job-handler.ts'
import type { Attempt, DeliveryStore, StoredDelivery } from './delivery-store.ts'
import type { StoredWebhook, WebhookStore } from './webhook-store.ts'
import { createSlowReceivers, type SlowReceivers } from './slow-receivers.ts'
import { toWebhookAddress } from './webhook-address.ts'
import type { Posted, WebhookClient } from './webhook-client.ts'
import { signatureOf, type WebhookSecrets } from './webhook-secrets.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Pauses after the failed attempts, as Standard Webhooks advises; three days in all. */
export const pausesMs: readonly number[] = [
  5_000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
]

/** How long later events of a contract wait for an earlier one (milliseconds). */
export const orderMs = 10 * minuteMs

/** Attempts that an instance has under way; other work needs the rest of what it can do at once. */
const maxAtOnce = 32

/** The longest pause that a receiver may ask for. */
const maxAskedMs = 24 * hourMs

/** How long a delivery is tried: the pauses, spread, and an hour for what holds up attempts. */
const triedMs = pausesMs.reduce((sum, pause) => sum + pause, 0) * 1.1 + hourMs

/** How long what waits is put off while the organisation has stopped the app. */
const stoppedMs = hourMs

const payloadSchema = z.object({ webhookId: z.string() })

export type WebhookSenderDeps = {
  webhooks: Pick<WebhookStore, 'find'>
  deliveries: Pick<DeliveryStore, 'waiting' | 'recordAttempt' | 'end' | 'giveUp'>
  corpStateOf: (corpId: string) => Promise<CorpState>
  client: Pick<WebhookClient, 'post'>
  secrets: Pick<WebhookSecrets, 'decrypt'>
  allowedHosts: readonly string[]
  /** Called after each failed attempt with how many have failed in a row. */
  onFailure: (webhook: StoredWebhook, failures: number) => Promise<void>
  now: Clock
  slowReceivers?: SlowReceivers
  /** From 0 to 1. */
  random?: () => number
}

/**
 * Sends a webhook what waits for it of one contract, in order. Attempts are stored with their
 * deliveries; the job only says when the next is due.
 */
export function createWebhookSender(deps: WebhookSenderDeps): JobHandler {
  const { webhooks, deliveries, corpStateOf, client, secrets, allowedHosts } = deps
  const { onFailure, now, slowReceivers = createSlowReceivers(), random = Math.random } = deps

  async function post(
    webhook: StoredWebhook,
    { id, body }: StoredDelivery,
    signal: AbortSignal,
  ): Promise<Posted> {
    const url = toWebhookAddress(webhook.url, allowedHosts)
    if (url === null) return { error: 'address-refused' }
    const at = now()
    const { secret, formerSecret, formerUntil } = webhook
    const isFormerValid = formerSecret !== null && (formerUntil ?? 0) > at
    const keys = [secret, ...(isFormerValid ? [formerSecret] : [])].flatMap(
      (encrypted) => secrets.decrypt(encrypted) ?? [],
    )
    if (keys.length === 0) return { error: 'secret-lost' }
    const seconds = Math.floor(at / 1000)
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'dingtalk-esign-webhooks',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signatureOf(keys, { id, seconds, body }),
    }
    return client.post(url, headers, body, signal)
  }

  function outcomeOf(delivery: StoredDelivery, posted: Posted): Attempt {
    const at = now()
    if ('error' in posted) {
      const { error } = posted
      return { ...afterFailure(delivery, 0), at, status: null, answer: null, error }
    }
    const { status, answer, retryAfter } = posted
    const seen = { at, status, answer, error: null }
    if (status >= 200 && status <= 299) return { ...seen, state: 'delivered', nextAt: at }
    return { ...seen, ...afterFailure(delivery, askedMs(retryAfter, at)) }
  }

  function afterFailure(delivery: StoredDelivery, atLeastMs: number) {
    const { attempts, createdAt, resentAt } = delivery
    const pauseMs = pausesMs[attempts]
    const at = now()
    if (pauseMs === undefined) return { state: 'failed' as const, nextAt: at }
    // Spread, so that a receiver that comes back does not get everything at once.
    const spreadMs = Math.round(pauseMs * (1 + random() / 10))
    const nextAt = at + Math.max(spreadMs, atLeastMs)
    if (nextAt > (resentAt ?? createdAt) + triedMs) return { state: 'failed' as const, nextAt: at }
    return { state: 'waiting' as const, nextAt }
  }

  async function timed<Result>(
    { corpId, id }: StoredWebhook,
    attempt: () => Promise<Result>,
  ): Promise<Result> {
    const began = performance.now()
    const end = slowReceivers.begin(corpId, id)
    try {
      return await attempt()
    } finally {
      end(performance.now() - began)
    }
  }

  /** @returns null once it has sent what was due first */
  async function sendNext(
    { corpId, webhookId, taskId }: { corpId: string; webhookId: string; taskId: string },
    signal: AbortSignal,
  ): Promise<JobResult | null> {
    const webhook = await webhooks.find(corpId, webhookId)
    if (webhook === null) {
      slowReceivers.forget(webhookId)
      return { dropped: 'no-webhook' }
    }
    const state = await corpStateOf(corpId)
    if (state === 'relieved') {
      await deliveries.giveUp(webhookId, taskId, false)
      return { dropped: 'app-closed' }
    }
    // The reason has it done soon once the app is on again.
    if (state === 'stopped') return { later: now() + stoppedMs, reason: 'app-closed' }
    // What happened while the receiver's wish for no more was being stored.
    if (webhook.endedAt !== null) await deliveries.giveUp(webhookId, taskId, true)
    const waiting = await deliveries.waiting(webhookId, taskId)
    const dueAts = waiting.map((delivery) => dueAtOf(delivery, waiting, now()))
    const due = waiting.find((_, index) => (dueAts[index] ?? Infinity) <= now())
    if (due === undefined)
      return waiting.length === 0
        ? {}
        : { again: dueAts.reduce((first, at) => Math.min(first, at), Infinity) }
    const posted = await timed(webhook, () => post(webhook, due, signal))
    const failures = await deliveries.recordAttempt(due, outcomeOf(due, posted))
    if ('status' in posted && posted.status === 410) await deliveries.end(webhookId, now())
    if (failures > 0) await onFailure(webhook, failures)
    return null
  }

  return {
    isRepeatable: true,
    looks: true,
    maxAtOnce,
    exceptCorps: () => slowReceivers.waitingCorps(),
    async run({ corpId, taskId, payload }, { signal }): Promise<JobResult> {
      const { webhookId } = payloadSchema.parse(payload)
      if (taskId === null) return { dropped: 'no-flow' }
      try {
        for (;;) {
          if (signal.aborted) return { later: now() }
          const result = await sendNext({ corpId, webhookId, taskId }, signal)
          if (result !== null) return result
        }
      } catch (error) {
        if (signal.aborted) return { later: now() }
        throw error
      }
    },
  }
}

/** When it may be sent: earlier events of the contract come first, for a while. */
function dueAtOf(
  delivery: StoredDelivery,
  waiting: readonly StoredDelivery[],
  now: EpochMs,
): EpochMs {
  // Noted by a clock that was ahead: how long the pause was to be counts for nothing.
  if ((delivery.attemptedAt ?? delivery.createdAt) > now + minuteMs) return now
  const earlier = waiting.filter(({ seq }) => seq < delivery.seq)
  return earlier.reduce((at, one) => Math.max(at, failingSince(one) + orderMs), delivery.nextAt)
}

/** Since when it has failed, at the latest: nothing is tried while the server is stopped. */
function failingSince({ createdAt, nextAt, attempts, attemptedAt }: StoredDelivery): EpochMs {
  if (attempts === 0 || attemptedAt === null) return nextAt
  const pauses = pausesMs.slice(0, attempts - 1).reduce((sum, pause) => sum + pause, 0)
  return Math.max(createdAt, attemptedAt - pauses)
}

/** What a receiver's `retry-after` asks for: seconds, or a date. */
function askedMs(retryAfter: string | null, at: EpochMs): number {
  if (retryAfter === null) return 0
  const seconds = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : NaN
  const asked = Number.isNaN(seconds) ? Date.parse(retryAfter) - at : seconds * 1000
  return Number.isNaN(asked) ? 0 : Math.min(Math.max(asked, 0), maxAskedMs)
}
