import type {
  RotatedWebhook,
  Webhook,
  WebhookDeliveries,
  WebhookDelivery,
  WebhookList,
} from '#shared/schemas/corp/webhook.ts'
import type { Played, State } from '#e2e/gallery/state.ts'
import { galleryNow } from '#e2e/gallery/state.ts'
import { day, failing, hour } from './answers.ts'

const webhooks = /^GET \/api\/corp\/webhooks$/
const deliveries = /^GET \/api\/corp\/webhooks\/[^/]+\/deliveries/

const webhook: Webhook = {
  id: 'crm',
  url: 'https://crm.example.com/hooks/contracts?key=a1b2c3d4e5f6',
  kinds: ['contract.started', 'contract.signed', 'contract.completed'],
  withNames: false,
  createdAt: galleryNow - 9 * day,
  formerUntil: null,
  failures: 0,
  endedAt: null,
}

const delivery: WebhookDelivery = {
  id: 'msg_1',
  kind: 'contract.completed',
  taskId: 'PRO-SANDBOX-COMPLETED',
  seq: 3,
  state: 'delivered',
  at: galleryNow - hour,
  attempts: 1,
  attemptedAt: galleryNow - hour,
  nextAt: null,
  status: 204,
  answer: '',
  error: null,
  body: '{"type":"contract.completed","timestamp":"2026-03-18T06:24:00.000Z","data":{"corpId":"ding1","taskId":"PRO-SANDBOX-COMPLETED","seq":3,"status":"completed","signed":{"count":2,"total":2},"waitingFor":0,"deadline":null}}',
}

const listed = (...all: Webhook[]): Played => ({
  at: webhooks,
  body: { webhooks: all } satisfies WebhookList,
})

const webhookPage = { path: '/admin?view=webhooks', person: 'wangwu' }

/** What administrators have other systems told. */
export const webhookStates: State[] = [
  { name: 'webhooks', ...webhookPage, answers: [listed()] },
  {
    name: 'webhooks-each-way',
    ...webhookPage,
    answers: [
      listed(
        webhook,
        { ...webhook, id: 'new', withNames: true, formerUntil: galleryNow + hour },
        { ...webhook, id: 'failing', failures: 12 },
        { ...webhook, id: 'ended', failures: 1, endedAt: galleryNow - day },
      ),
    ],
  },
  {
    name: 'webhook-log',
    ...webhookPage,
    answers: [
      listed(webhook),
      {
        at: deliveries,
        body: {
          deliveries: [
            {
              ...delivery,
              state: 'failed',
              attempts: 10,
              status: 500,
              answer: '<h1>Internal Server Error</h1>',
            },
            {
              ...delivery,
              id: 'msg_2',
              kind: 'contract.signed',
              seq: 2,
              state: 'waiting',
              attempts: 3,
              status: null,
              error: 'too-slow',
              nextAt: galleryNow + hour,
            },
            { ...delivery, id: 'msg_1', kind: 'contract.started', seq: 1 },
          ],
        } satisfies WebhookDeliveries,
      },
    ],
    press: [/^(发送记录|Log) /, /^(签署完成|Completed) .*PRO-/],
  },
  {
    name: 'webhook-secret',
    ...webhookPage,
    answers: [
      listed(webhook),
      {
        at: /^POST \/api\/corp\/webhooks\/[^/]+\/rotate/,
        body: {
          secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw/2YH2n6Qm0Y=',
          formerUntil: galleryNow + day,
        } satisfies RotatedWebhook,
      },
    ],
    press: [/^(更换密钥|New secret) /, /^(更换密钥|New secret)$/],
  },
  {
    name: 'new-webhook',
    ...webhookPage,
    answers: [listed()],
    press: [/^(添加 Webhook|Add a webhook)$/],
  },
  { name: 'webhooks-failed', ...webhookPage, answers: [failing(webhooks)] },
]
