import { webhookKinds, type WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import type { WebhookBody } from '#shared/schemas/corp/webhook.ts'
import { refTo } from './schemas.ts'

type Told = {
  /** What has happened. */
  summary: string
  data: Pick<WebhookBody['data'], 'status' | 'waitingFor' | 'term'> & { signed: number }
}

const completed = { status: 'completed', signed: 2, waitingFor: 0 } as const

const told: Record<WebhookKind, Told> = {
  'contract.started': {
    summary: 'A contract is being signed',
    data: { status: 'signing', signed: 0, waitingFor: 1 },
  },
  'contract.signed': {
    summary: 'Somebody signed; when the app read it late, several',
    data: { status: 'signing', signed: 1, waitingFor: 1 },
  },
  'contract.refused': {
    summary: 'Somebody refused to sign',
    data: { status: 'refused', signed: 1, waitingFor: 0 },
  },
  'contract.completed': {
    summary: 'Everybody has signed',
    data: { status: 'completed', signed: 2, waitingFor: 0 },
  },
  'contract.revoked': {
    summary: 'It was revoked, terminated or deleted; `status` says which',
    data: { status: 'revoked', signed: 1, waitingFor: 0 },
  },
  'contract.expired': {
    summary: 'Its deadline has passed',
    data: { status: 'expired', signed: 1, waitingFor: 0 },
  },
  'contract.deadline': {
    summary: 'Its deadline is a day away, and it has not ended',
    data: { status: 'signing', signed: 1, waitingFor: 1 },
  },
  'contract.notice_due': {
    summary: 'Its last day of notice draws near: at 09:00 of each day on which people are reminded',
    data: { ...completed, term: { on: '2027-09-30', workingDaysLeft: 30 } },
  },
  'contract.term_ended': {
    summary: 'Its term is over, since the day before; `renewed` says whether it renewed itself',
    data: { ...completed, term: { on: '2027-12-31', renewed: true } },
  },
  'contract.date_due': {
    summary: 'A date of its terms draws near: at 09:00 of each day on which people are reminded',
    data: { ...completed, term: { on: '2027-01-05', workingDaysLeft: 7 } },
  },
}

const parameters = [
  {
    name: 'webhook-id',
    in: 'header',
    required: true,
    description: 'Of the event at this receiver, the same with each attempt: drop what it has had',
    schema: { type: 'string' },
    example: 'msg_2d3b7f1c-6a5e-4b0f-8a9c-0d1e2f3a4b5c',
  },
  {
    name: 'webhook-timestamp',
    in: 'header',
    required: true,
    description: 'Of the attempt, Unix seconds: refuse what is more than five minutes away',
    schema: { type: 'string', pattern: '^[0-9]+$' },
    example: '1796112000',
  },
  {
    name: 'webhook-signature',
    in: 'header',
    required: true,
    description: 'Signatures with a blank between them; one that matches is enough',
    schema: { type: 'string', pattern: '^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*$' },
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  },
]

const responses = {
  '2XX': { description: 'Taken. Answer within 15 seconds and work afterwards.' },
  '410': { description: 'The receiver wants no more: the webhook ends.' },
  default: {
    description:
      'Not taken; a redirect is not followed. It is sent again for three days, after 5 seconds, 5 minutes, 30 minutes, 2, 5, 10, 14, 20 and 24 hours.',
    headers: {
      'retry-after': {
        description: 'When to send it again, for a day at most: seconds, or a date',
        schema: { type: 'string' },
      },
    },
  },
}

export const webhookEvents = Object.fromEntries(
  webhookKinds.map((kind) => [kind, { post: eventOf(kind, told[kind]) }]),
)

function eventOf(kind: WebhookKind, { summary, data: { status, signed, waitingFor, term } }: Told) {
  const example: WebhookBody = {
    type: kind,
    timestamp: '2026-12-01T08:00:00.000Z',
    data: {
      corpId: 'dingcorp',
      taskId: 'PRO-20260118-1',
      seq: kind === 'contract.started' ? 1 : 2,
      status,
      signed: { count: signed, total: 2 },
      waitingFor,
      deadline: '2026-12-31T10:00:00.000Z',
      ...(term && { term }),
    },
  }
  const narrowed = { type: 'object', properties: { type: { const: kind } } }
  return {
    operationId: kind.replaceAll(/[._](.)/g, (_, letter: string) => letter.toUpperCase()),
    tags: ['webhooks'],
    summary,
    security: [{ webhookSignature: [] }],
    parameters,
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { allOf: [refTo('WebhookBody'), narrowed] }, example },
      },
    },
    responses,
  }
}

export const webhookSignature = {
  type: 'apiKey',
  in: 'header',
  name: 'webhook-signature',
  description:
    'As [Standard Webhooks 1.0.0](https://www.standardwebhooks.com/) says: `v1,` and the base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`, the body as it arrived. The key is the secret of the webhook, decoded from base64 without its prefix `whsec_`. For a day after a new secret was made there are two.',
}
