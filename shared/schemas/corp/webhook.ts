import { z } from 'zod'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { deliveryStates, webhookKinds } from '#shared/rules/codes/webhook-kind.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

const kind = z.enum(webhookKinds)

/** Body of `POST /api/corp/webhooks`. */
export const newWebhookSchema = z.object({
  url: z.string().trim().min(1).max(500),
  kinds: z.array(kind).min(1).max(webhookKinds.length),
  /** Whether what is sent contains titles and names; not, if left out. */
  withNames: z.boolean().optional(),
})

export type NewWebhookBody = z.infer<typeof newWebhookSchema>

/** Answer of `POST /api/corp/webhooks`; the secret is shown this once. */
export const createdWebhookSchema = z.object({ id: z.string(), secret: z.string() })

export type CreatedWebhook = z.infer<typeof createdWebhookSchema>

/** Answer of `POST /api/corp/webhooks/:id/rotate`. */
export const rotatedWebhookSchema = z.object({
  secret: z.string(),
  /** Until when the former secret signs as well. */
  formerUntil: epochMs,
})

export type RotatedWebhook = z.infer<typeof rotatedWebhookSchema>

export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  kinds: z.array(kind),
  withNames: z.boolean(),
  createdAt: epochMs,
  /** Until when the former secret signs as well; null if none does. */
  formerUntil: epochMs.nullable(),
  /** Failed attempts since the last one that succeeded. */
  failures: z.number(),
  /** When the receiver answered 410, after which nothing is sent; null if it did not. */
  endedAt: epochMs.nullable(),
})

export type Webhook = z.infer<typeof webhookSchema>

/** Answer of `GET /api/corp/webhooks`, oldest first. */
export const webhookListSchema = z.object({ webhooks: z.array(webhookSchema) })

export type WebhookList = z.infer<typeof webhookListSchema>

/**
 * Why an attempt got no answer.
 *
 * - `address-refused`: nothing may be sent to the address, by the server's settings of today.
 * - `inner-address`: its name leads into a private network.
 * - `secret-lost`: the key that its secret was stored with is gone; a new secret helps.
 * - `too-slow`: there was no answer within 15 seconds.
 * - `unreachable`: there was no connection, or it broke off.
 */
export const attemptErrors = [
  'address-refused',
  'inner-address',
  'secret-lost',
  'too-slow',
  'unreachable',
] as const

export type AttemptError = (typeof attemptErrors)[number]

export const webhookDeliverySchema = z.object({
  /** The `webhook-id` that the receiver gets, the same with each attempt. */
  id: z.string(),
  kind,
  taskId: z.string(),
  seq: z.number(),
  state: z.enum(deliveryStates),
  /** When it happened. */
  at: epochMs,
  attempts: z.number(),
  /** Of the last attempt; null before the first. */
  attemptedAt: epochMs.nullable(),
  /** Of the next attempt; null if there is none. */
  nextAt: epochMs.nullable(),
  /** Of the last answer. */
  status: z.number().nullable(),
  /** The first 500 bytes of the last answer. */
  answer: z.string().nullable(),
  error: z.enum(attemptErrors).nullable(),
  /** JSON as it is sent. */
  body: z.string(),
})

export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>

/** Answer of `GET /api/corp/webhooks/:id/deliveries`: the latest hundred, newest first. */
export const webhookDeliveriesSchema = z.object({ deliveries: z.array(webhookDeliverySchema) })

export type WebhookDeliveries = z.infer<typeof webhookDeliveriesSchema>

const names = 'Text written by others; only if an administrator switched on titles and names'

const amounts = 'Only if an administrator switched on titles and names'

/** What a webhook is sent, in the format of Standard Webhooks. */
export const webhookBodySchema = z.object({
  type: kind,
  timestamp: z.iso.datetime().describe('When it was confirmed from e签宝, or fell due'),
  data: z.object({
    corpId: z.string().describe('The organisation in DingTalk'),
    taskId: z.string().describe('Id of the flow in e签宝'),
    seq: z
      .number()
      .int()
      .min(1)
      .describe('Counts up for each contract: drop what has a lower one than was seen before'),
    status: z.enum(flowStatuses).describe('Where the contract stood then'),
    signed: z
      .object({ count: z.number().int(), total: z.number().int() })
      .nullable()
      .describe('How many of how many signers have signed; null if it is not known'),
    waitingFor: z
      .number()
      .int()
      .min(0)
      .nullable()
      .describe('How many people are waited for; null if it is not known'),
    deadline: z.iso
      .datetime()
      .nullable()
      .describe('Until when it can be signed; null if it has none, or none is known'),
    term: z
      .object({
        on: z.iso.date().describe('The last day of notice, the end of the term, or the date'),
        workingDaysLeft: z.number().int().min(0).optional().describe('Until that day'),
        renewed: z
          .boolean()
          .optional()
          .describe('Of an end: whether the contract has renewed itself'),
        name: z.string().nullable().optional().describe(`Of a date. ${names}`),
        number: z.string().nullable().optional().describe(names),
        counterparty: z.string().nullable().optional().describe(names),
        amount: z.string().nullable().optional().describe(amounts),
        currency: z.string().optional().describe(amounts),
      })
      .optional()
      .describe('What the event of a completed contract is about'),
    title: z.string().nullable().optional().describe(names),
    initiatorName: z.string().nullable().optional().describe(names),
    waitingForNames: z.array(z.string()).optional().describe(names),
  }),
})

export type WebhookBody = z.infer<typeof webhookBodySchema>
