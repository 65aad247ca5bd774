import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { maxWebhooks } from '#shared/rules/codes/webhook-kind.ts'
import type { Clock } from '#shared/rules/time.ts'
import {
  attemptErrors,
  newWebhookSchema,
  type CreatedWebhook,
  type RotatedWebhook,
  type Webhook,
  type WebhookDeliveries,
  type WebhookDelivery,
  type WebhookList,
} from '#shared/schemas/corp/webhook.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { DeliveryStore, StoredDelivery } from './delivery-store.ts'
import type { StoredWebhook, WebhookStore } from './webhook-store.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { sendingJob } from './plan-webhooks.ts'
import type { SlowReceivers } from './slow-receivers.ts'
import { toWebhookAddress } from './webhook-address.ts'
import type { WebhookSecrets } from './webhook-secrets.ts'

/** How long the former secret signs as well after a rotation (milliseconds). */
export const rotationMs = 24 * 60 * 60_000

const shownDeliveries = 100

export type WebhookRoutesDeps = {
  webhooks: WebhookStore
  deliveries: Pick<DeliveryStore, 'latest' | 'resend'>
  slowReceivers: Pick<SlowReceivers, 'forget'>
  secrets: Pick<WebhookSecrets, 'make'>
  allowedHosts: readonly string[]
  roles: Pick<Roles, 'requireAdmin'>
  now: Clock
}

/** What administrators have other systems told, and how that went. */
export function webhookRoutes(deps: WebhookRoutesDeps, auditLog: AuditLog): Hono<AppEnv> {
  const { webhooks, deliveries, slowReceivers, secrets, allowedHosts, roles, now } = deps

  /** The host stands in the audit, as an address may contain a secret. */
  async function note(session: SessionClaims, url: string, done: string): Promise<void> {
    const detail = `webhook ${done}: ${new URL(url).host}`
    await auditLog.note(session, 'settings-changed', { taskId: null, detail })
  }

  async function findFor(c: AppContext, corpId: string): Promise<StoredWebhook> {
    const found = await fromStore(webhooks.find(corpId, c.req.param('id') ?? ''))
    if (found === null) throw notFound()
    return found
  }

  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const stored = await fromStore(webhooks.list(corpId))
      const at = now()
      const answer: WebhookList = { webhooks: stored.map((one) => toWebhook(one, at)) }
      return c.json(answer)
    })
    .post('/', limitJsonBody, async (c) => {
      const session = roles.requireAdmin(c)
      const { corpId } = session
      const { url: text, kinds, withNames = false } = await readJson(c, newWebhookSchema)
      const url = toWebhookAddress(text, allowedHosts)?.href
      if (url === undefined)
        throw new ProblemError('webhook-address-refused', 'Nothing can be sent to this address.')
      const id = randomUUID()
      const { secret, encrypted } = secrets.make()
      const set = { url, kinds: [...new Set(kinds)], withNames, secret: encrypted }
      const added = await fromStore(
        webhooks.add({ id, corpId, ...set, createdAt: now() }, maxWebhooks),
      )
      if (!added)
        throw new ProblemError('webhooks-full', `There are ${maxWebhooks} webhooks already.`)
      await note(session, url, 'added')
      return c.json({ id, secret } satisfies CreatedWebhook, 201)
    })
    .delete('/:id', async (c) => {
      const session = roles.requireAdmin(c)
      const { id, url } = await findFor(c, session.corpId)
      await fromStore(webhooks.remove(session.corpId, id))
      slowReceivers.forget(id)
      await note(session, url, 'deleted')
      return c.body(null, 204)
    })
    .post('/:id/rotate', async (c) => {
      const session = roles.requireAdmin(c)
      const { id, url } = await findFor(c, session.corpId)
      const { secret, encrypted } = secrets.make()
      const formerUntil = now() + rotationMs
      const rotated = await fromStore(webhooks.rotate(session.corpId, id, encrypted, formerUntil))
      if (!rotated) throw notFound()
      await note(session, url, 'secret rotated')
      return c.json({ secret, formerUntil } satisfies RotatedWebhook)
    })
    .get('/:id/deliveries', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const { id } = await findFor(c, corpId)
      const latest = await fromStore(deliveries.latest(corpId, id, shownDeliveries))
      return answerJson(c, { deliveries: latest.map(toDelivery) } satisfies WebhookDeliveries)
    })
    .post('/:id/deliveries/:deliveryId/resend', async (c) => {
      const session = roles.requireAdmin(c)
      const { corpId } = session
      const { id, url } = await findFor(c, corpId)
      const at = now()
      const delivery = { corpId, webhookId: id, id: c.req.param('deliveryId') }
      const jobOf = (taskId: string) => sendingJob(id, { corpId, taskId }, at)
      if (!(await fromStore(deliveries.resend(delivery, jobOf, at)))) throw notFound()
      await note(session, url, 'event sent again')
      return c.body(null, 204)
    })
}

function notFound(): ProblemError {
  return new ProblemError('not-found', 'The organisation has no such webhook or delivery.')
}

function toWebhook(stored: StoredWebhook, at: number): Webhook {
  const { id, url, kinds, withNames, createdAt, formerUntil, failures, endedAt } = stored
  const isFormerValid = formerUntil !== null && formerUntil > at
  return {
    id,
    url,
    kinds: [...kinds],
    withNames,
    createdAt,
    formerUntil: isFormerValid ? formerUntil : null,
    failures,
    endedAt,
  }
}

function toDelivery(stored: StoredDelivery): WebhookDelivery {
  const { id, kind, taskId, seq, state, createdAt, attempts, attemptedAt, nextAt } = stored
  const { status, answer, error, body } = stored
  return {
    id,
    kind,
    taskId,
    seq,
    state,
    at: createdAt,
    attempts,
    attemptedAt,
    nextAt: state === 'waiting' ? nextAt : null,
    status,
    answer,
    error: attemptErrors.find((known) => known === error) ?? null,
    body,
  }
}
