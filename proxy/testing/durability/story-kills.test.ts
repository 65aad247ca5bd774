import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { morning } from '#proxy/testing/sandboxed-proxy.ts'
import type { Place } from './killing-proxy.ts'
import { publicUrl } from './live-server.ts'
import { startServerPair, type ServerPair } from './server-pair.ts'

/**
 * A contract from its start to its refusal on two servers, with no page open and no notices.
 * Servers are killed in between, and everything is sent once.
 */

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Time for one thing to arrive, so that everything is over before the quiet hours. */
const maxMs = 2 * hourMs

const reading = /^GET \/v2\.0\/esign\/flowTasks\/[^/]+$/
const making = /^POST \/v1\.0\/todo\/users\/[^/]+\/tasks(\?|$)/
const finishing = /^PUT .*\/executorStatus/
const telling = /^POST \/topapi\/message\/corpconversation\/asyncsend_v2/

/**
 * By phase. Messages are not idempotent upstream: one whose call was cut off before DingTalk
 * received it is not sent (outbox-kills.test.ts), so that case is missing here.
 */
const places = {
  start: [
    { call: reading, nth: 1, when: 'unanswered' },
    { call: making, nth: 1, when: 'before' },
    { call: making, nth: 1, when: 'unanswered' },
    { call: making, nth: 1, when: 'answered' },
  ],
  signature: [
    { call: finishing, nth: 1, when: 'before' },
    { call: finishing, nth: 1, when: 'unanswered' },
    { call: making, nth: 1, when: 'answered' },
  ],
  reminder: [{ call: telling, nth: 1, when: 'unanswered' }],
  refusal: [
    { call: reading, nth: 1, when: 'answered' },
    { call: telling, nth: 1, when: 'answered' },
  ],
} as const satisfies Record<string, readonly Place[]>

const kills = Object.values(places).flat().length

const messagesSchema = z.object({
  messages: z.array(z.object({ deliveredTo: z.array(z.string()), msg: z.unknown() })),
})

const todoLinksSchema = z.object({
  todos: z.array(
    z.object({
      sourceId: z.string(),
      detailUrl: z.object({ appUrl: z.string(), pcUrl: z.string() }),
    }),
  ),
})

const noTodos = { match: '/v1.0/todo', status: 503, body: {} }

let pair: ServerPair

beforeAll(async () => {
  pair = await startServerPair({}, morning)
}, 240_000)

afterAll(() => pair.close(), 30_000)

/** Receivers and texts of messages about the flow, oldest first. */
async function messagesOf(taskId: string): Promise<{ to: string; text: string }[]> {
  const { messages } = messagesSchema.parse(await pair.control('GET', '/messages'))
  return messages
    .map(({ deliveredTo, msg }) => ({ to: deliveredTo.join('+'), text: JSON.stringify(msg) }))
    .filter(({ text }) => text.includes(taskId))
}

const titlesOf = (messages: { to: string; text: string }[]) =>
  messages.map(({ to, text }) => `${to}: ${/"title":"(.*?)"/.exec(text)?.[1] ?? text}`)

/** Sends a form of e签宝's page. */
async function onPage(taskId: string, form: Record<string, string>): Promise<void> {
  const answer = await fetch(`${pair.sandboxUrl}/_sandbox/pages/sign/${taskId}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
  expect(answer.status).toBeLessThan(400)
}

/** Waits until this is there, and every planned kill has happened. */
async function comesTo(
  taskId: string,
  wanted: { todos: string[]; messages: string[] },
): Promise<void> {
  const started = pair.now()
  const look = async () => {
    // The servers reread, and retry, after minutes.
    if (pair.now() - started < maxMs) await pair.pass(minuteMs / 4)
    return {
      placesLeft: pair.placesLeft(),
      todos: await pair.todosOf(taskId),
      messages: titlesOf(await messagesOf(taskId)),
    }
  }
  await pair.until(look, { placesLeft: 0, ...wanted })
}

it(
  `a contract finds whom it waits for, ${kills} kills notwithstanding`,
  { timeout: 600_000 },
  async () => {
    // No to-do is created before the kills are planned.
    await pair.control('POST', '/faults', noTodos)
    const taskId = await pair.startFlow(7 * dayMs)
    const path = `/api/flows/${taskId}/auto-reminders`
    // A busy store refuses with a 503.
    await pair.until(
      async () => (await pair.people.put('zhangsan', path, { every: 'day' })).status,
      200,
    )

    const waitsForLisi = { todos: ['lisi open'], messages: [] }
    pair.killAt(places.start)
    await pair.control('DELETE', '/faults')
    await comesTo(taskId, waitsForLisi)
    const { todos } = todoLinksSchema.parse(await pair.control('GET', '/todos'))
    const todo = todos.find(({ sourceId }) => sourceId.startsWith(`${taskId}:`))
    for (const link of [todo?.detailUrl.appUrl, todo?.detailUrl.pcUrl])
      expect(decodeURIComponent(link ?? '')).toContain(`${publicUrl}/flows/${taskId}`)
    await pair.people.signIn('lisi')
    await pair.until(
      async () => (await pair.people.get('lisi', `/api/flows/${taskId}`)).status,
      200,
    )

    pair.killAt(places.signature)
    await onPage(taskId, { signer: 'lisi', action: 'sign' })
    await comesTo(taskId, { todos: ['lisi done', 'wangwu open'], messages: [] })

    pair.killAt(places.reminder)
    await pair.pass(dayMs)
    const reminder = 'wangwu: 有一份合同等待您签署'
    await comesTo(taskId, {
      todos: ['lisi done', 'wangwu open'],
      messages: [reminder],
    })

    pair.killAt(places.refusal)
    await onPage(taskId, { signer: 'wangwu', action: 'refuse', reason: '金额不对' })
    // Nothing has happened for a day, so it is a day until the next reading.
    await pair.pass(dayMs)
    const refusal = 'zhangsan: 合同被拒签'
    const ended = { todos: ['lisi done', 'wangwu done'], messages: [reminder, refusal] }
    await comesTo(taskId, ended)
    const [, message] = await messagesOf(taskId)
    for (const part of ['王五', '金额不对']) expect(message?.text).toContain(part)

    // When a later contract has its to-do, everything due before it has been sent.
    await pair.pass(2 * dayMs)
    const later = await pair.startFlow()
    await comesTo(later, waitsForLisi)
    expect(titlesOf(await messagesOf(taskId))).toEqual(ended.messages)
    expect(await pair.todosOf(taskId)).toEqual(ended.todos)
    expect(pair.kills()).toBe(kills)
  },
)
