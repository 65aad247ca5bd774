import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { outboxDeskSchema } from '#shared/schemas/corp/outbox.ts'
import {
  createdWebhookSchema,
  webhookBodySchema,
  webhookDeliveriesSchema,
} from '#shared/schemas/corp/webhook.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { termsAnswerSchema } from '#shared/schemas/flow/terms.ts'
import { started } from '#proxy/base/store/testing/samples.ts'
import { startReceiver, type Receiver } from '#proxy/features/webhooks/testing/receiver.ts'
import { withMessages } from '#proxy/testing/sandbox-apps.ts'
import {
  morning,
  startSandboxedProxy,
  type SandboxedProxy,
} from '#proxy/testing/sandboxed-proxy.ts'
import { sandboxCorpId } from '#sandbox/played.ts'
import { morningOf } from './plan-terms.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

let app: SandboxedProxy
let version: string | null = null

const taskId = 'PRO-TOLD'

/** Each test begins on the same Thursday. */
beforeEach(async () => {
  app = await startSandboxedProxy(
    { ...withMessages, WEBHOOK_HOSTS: '127.0.0.1' },
    { from: () => morning },
  )
  version = null
  const facts = { title: '房屋租赁合同', status: 'completed', people: [] } as const
  await app.store.registry.flows.recordStart(
    sandboxCorpId,
    started(taskId, { ...facts, startedAt: morning }),
  )
})

afterEach(() => app.close())

async function set(terms: object): Promise<void> {
  await app.signIn('zhangsan')
  const answer = await app.put(`/api/flows/${taskId}/terms`, { ...terms, version })
  const read = termsAnswerSchema.parse(await answer.json())
  version = read.version
}

/** Events of the contract that a webhook of the organisation was sent. */
async function heard(receiver: Receiver, id: string) {
  await app.signIn('wangwu')
  const answer = await app.get(`/api/corp/webhooks/${id}/deliveries`)
  const { deliveries } = webhookDeliveriesSchema.parse(await answer.json())
  await vi.waitFor(() => expect(receiver.received).toHaveLength(deliveries.length))
  return receiver.received.map(({ body }) => webhookBodySchema.parse(JSON.parse(body)))
}

async function addWebhook(receiver: Receiver, withNames: boolean): Promise<string> {
  await app.signIn('wangwu')
  const kinds = ['contract.notice_due', 'contract.term_ended', 'contract.date_due']
  const answer = await app.post('/api/corp/webhooks', { url: receiver.url, kinds, withNames })
  return createdWebhookSchema.parse(await answer.json()).id
}

const inShanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** Who was told what and when, oldest first. */
async function told(): Promise<string[]> {
  const messages = await app.messages()
  return messages
    .filter(({ text }) => text.includes(taskId))
    .map(({ at, to, text }) =>
      [inShanghai.format(at), to.join('+'), /"title":"(.*?)"/.exec(text)?.[1]].join(' '),
    )
    .toSorted()
}

/** Goes on to a minute before 09:00 of each day, and to 09:00. */
async function passUntil(date: string): Promise<void> {
  for (let at = morning; ; at += dayMs) {
    const day = inShanghai.format(at).slice(0, 10)
    if (day > date) return
    const nine = morningOf(day, 'Asia/Shanghai')
    for (const time of [nine - minuteMs, nine])
      if (time > app.now()) await app.pass(time - app.now())
  }
}

const colleagues = [{ userId: 'lisi', name: '李四' }]

it('tells the initiator and who looks after it at 09:00 of working days, each once', async () => {
  // A Saturday.
  await set({ ends: '2026-12-12', keepers: colleagues })
  await passUntil('2026-12-15')
  expect(await told()).toEqual(
    ['2026-12-02', '2026-12-10', '2026-12-11'].flatMap((day) =>
      ['lisi', 'zhangsan'].map((who) => `${day} 09:00 ${who} 合同 12月12日 到期`),
    ),
  )
})

it('makes up for the last reminder alone, and says nothing of dates that have passed', async () => {
  // Seven working days from the day on which it is set, after 09:00.
  const dates = [{ name: '付款', on: '2020-01-01' }]
  await set({ ends: '2026-11-26', dates: [...dates, { name: '交付', on: '2026-12-07' }] })
  await app.pass(0)
  expect(await told()).toEqual(['2026-11-26 10:00 zhangsan 合同 11月26日 到期'])
  await set({ ends: '2020-01-02' })
  await passUntil('2026-12-10')
  expect(await told()).toHaveLength(1)
})

it('withdraws what was planned when terms change, and when they are removed', async () => {
  await set({ ends: '2026-12-03' })
  await set({ ends: '2029-12-03' })
  await passUntil('2026-12-05')
  expect(await told()).toEqual([])
  await set({ ends: '2026-12-08' })
  await app.proxy.ask(`/api/flows/${taskId}/terms`, { method: 'DELETE' })
  await passUntil('2026-12-10')
  expect(await told()).toEqual([])
})

it('tells once of a date that is set again on the day itself', async () => {
  await set({ ends: '2026-11-26' })
  await app.pass(0)
  await set({ ends: '2026-11-26', number: 'HT-2' })
  await app.pass(hourMs)
  expect(await told()).toHaveLength(1)
})

it('goes on after a day on which no instance ran', async () => {
  await set({ ends: '2026-12-08' })
  await app.pass(Date.UTC(2026, 11, 7, 2) - app.now())
  await passUntil('2026-12-10')
  expect(await told()).toEqual([
    '2026-12-07 10:00 zhangsan 合同 12月8日 到期',
    '2026-12-08 09:00 zhangsan 合同 12月8日 到期',
  ])
})

it('tells late of a last day on which no instance ran', async () => {
  await set({ ends: '2026-12-08' })
  // A Friday.
  await app.pass(Date.UTC(2026, 11, 11, 12) - app.now())
  expect(await told()).toEqual(['2026-12-11 20:00 zhangsan 合同 12月8日 到期'])
  expect((await app.messages()).at(-1)?.text).toContain('这条提醒晚到了')
  await app.control('POST', '/faults', {
    match: '/topapi/message/corpconversation',
    body: { errcode: 12_345, errmsg: 'unheard of' },
  })
  await set({ ends: '2026-12-31', dates: [{ name: '付款', on: '2026-12-11', everyMonths: null }] })
  await app.pass(0)
  expect(await told()).toHaveLength(1)
  await app.control('DELETE', '/faults')
  // What did not go out that day waits for the next working day.
  await passUntil('2026-12-14')
  expect((await told()).slice(1)).toEqual(['2026-12-14 09:00 zhangsan 付款：12月11日'])
})

it('a contract that renews itself moves on: told, in the audit once, and to webhooks', async () => {
  const receiver = await startReceiver()
  onTestFinished(() => receiver.close())
  const id = await addWebhook(receiver, false)
  // A Friday, with its last day of notice on the Monday before.
  await set({
    ends: '2026-12-04',
    notice: { days: 4 },
    renewal: { every: { years: 1 }, atMost: 1 },
    amount: '120000',
    dates: [{ name: '付款', on: '2026-11-27' }],
  })
  await passUntil('2026-12-08')
  expect(await told()).toEqual([
    '2026-11-27 09:00 zhangsan 付款：11月27日',
    '2026-11-27 09:00 zhangsan 合同最晚 11月30日 通知对方',
    '2026-11-30 09:00 zhangsan 合同最晚 11月30日 通知对方',
    '2026-12-07 09:00 zhangsan 合同 12月4日 到期，已自动续签',
  ])
  const events = await heard(receiver, id)
  expect(events.map(({ type, data }) => [type, data.seq, data.term])).toEqual([
    ['contract.notice_due', 1, { on: '2026-11-30', workingDaysLeft: 1 }],
    ['contract.date_due', 2, { on: '2026-11-27', workingDaysLeft: 0 }],
    ['contract.notice_due', 3, { on: '2026-11-30', workingDaysLeft: 0 }],
    ['contract.term_ended', 4, { on: '2026-12-04', renewed: true }],
  ])
  const audit = await (await app.get(`/api/audit?taskId=${taskId}&kind=terms-renewed`)).json()
  expect(flowViewsSchema.parse(audit).views).toMatchObject([
    { name: '本应用', detail: '2026-12-04 → 2027-12-04' },
  ])
})

it('names and amounts are told to webhooks that an administrator lets have them', async () => {
  const receiver = await startReceiver()
  onTestFinished(() => receiver.close())
  const id = await addWebhook(receiver, true)
  const dates = [{ name: '付款', on: '2026-11-26' }]
  await set({ ends: '2027-12-04', amount: '5', counterparty: '星辰', dates })
  await app.pass(0)
  const [event] = await heard(receiver, id)
  expect(event?.data).toMatchObject({
    title: '房屋租赁合同',
    term: { on: '2026-11-26', name: '付款', counterparty: '星辰', amount: '5.00', currency: 'CNY' },
  })
})

it('tries for a day what DingTalk refuses, where administrators see it', async () => {
  const body = { errcode: 12_345, errmsg: 'unheard of' }
  const match = '/topapi/message/corpconversation/asyncsend_v2'
  await app.control('POST', '/faults', { match, body, times: 3 })
  await set({ ends: '2026-11-26' })
  await app.pass(0)
  expect(await told()).toEqual([])
  await app.signIn('wangwu')
  const { groups } = outboxDeskSchema.parse(await (await app.get('/api/corp/outbox')).json())
  expect(groups).toMatchObject([{ kind: 'term-message', state: 'waiting', reason: 'refused' }])
  for (let hours = 0; hours < 3; hours += 1) await app.pass(hourMs)
  expect(await told()).toHaveLength(1)
})
