import { once } from 'node:events'
import { expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { createRobotInbox } from '#proxy/features/robot/robot-inbox.ts'
import { robotTopic } from '#proxy/upstream/dingtalk/robot/robot-message.ts'
import { createEventInbox } from './event-inbox.ts'
import { StreamClient } from './stream-client.ts'

const deep = `${'['.repeat(12_000)}${']'.repeat(12_000)}`
const huge = 'x'.repeat(4 * 1024 * 1024)

const event = (messageId: string, data: unknown, headers: object = {}) =>
  JSON.stringify({
    specVersion: '1.0',
    type: 'EVENT',
    headers: { messageId, eventType: 'org_suite_change', eventCorpId: 'dingcorp', ...headers },
    data,
  })

const message = (messageId: string, data: unknown) =>
  JSON.stringify({ type: 'CALLBACK', headers: { messageId, topic: robotTopic }, data })

const question = (msgId: string, more: object = {}) =>
  JSON.stringify({ msgId, conversationType: '1', msgtype: 'text', text: { content: '?' }, ...more })

const { stringify } = JSON

/** Frames that need no answer. */
const unanswered: (string | Buffer)[] = [
  '',
  'null',
  deep,
  `{"type":"EVENT","headers":${deep}}`,
  '{"type":"EVENT"}',
  '{"type":7,"headers":[]}',
  '{"headers":{"messageId":{}},"type":"EVENT"}',
  '{"__proto__":{"type":"EVENT"},"headers":{"__proto__":{"messageId":"m"}}}',
  stringify({ type: 'SYSTEM', headers: { topic: 'KEEPALIVE', messageId: 'keep' } }),
  stringify({ type: 'SYSTEM', headers: { topic: 'ping' } }),
  Buffer.from(event('binary', '{}')),
  Buffer.from([0, 255, 254, 0]),
]

/** By the code of the answer that each must get. */
const answered: Record<string, [code: number, frame: string]> = {
  'no type': [404, stringify({ headers: { messageId: 'no type' } })],
  'no event type': [404, stringify({ type: 'EVENT', headers: { messageId: 'no event type' } })],
  'wrong types': [404, event('wrong types', '{}', { eventType: {}, eventId: [], topic: 1 })],
  'wrong time': [200, event('wrong time', '{}', { eventBornTime: { valueOf: 1 } })],
  'time of never': [200, event('time of never', '{}', { eventBornTime: 1e300 })],
  'unknown topic': [
    404,
    stringify({ type: 'CALLBACK', headers: { messageId: 'unknown topic', topic: '/x' } }),
  ],
  'no data': [200, event('no data', undefined)],
  'no JSON': [200, event('no JSON', '<html>')],
  'deep data': [200, event('deep data', deep)],
  'deep inside': [200, event('deep inside', 0).replace('"data":0', `"data":${deep}`)],
  'huge data': [200, event('huge data', stringify({ huge }))],
  'huge id': [200, event('huge id', '{}', { eventId: huge })],
  NULs: [200, event('NULs', '{"a\\u0000":"\\u0000"}', { eventId: '\0e', eventType: 'a\0b' })],
  'NUL in corp': [200, event('NUL in corp', '{}', { eventCorpId: 'ding\0' })],
  'lone half': [200, event('lone half', '{"\\ud800":"\\udc00"}', { eventId: '\ud800' })],
  'deep ping': [
    200,
    stringify({ type: 'SYSTEM', headers: { topic: 'ping', messageId: 'deep ping' }, data: deep }),
  ],
  'no message': [200, message('no message', null)],
  'deep message': [200, message('deep message', deep)],
  'odd message': [200, message('odd message', question('odd', { text: [], content: 7 }))],
  'NUL message': [200, message('NUL message', question('n\0', { senderNick: '\0' }))],
  'huge message': [200, message('huge message', question('huge', { text: { content: huge } }))],
}

it('hostile frames are answered or ignored, and keep nothing beside them from being stored', async () => {
  const databaseUrl = await newDatabase()
  const store = await openStore({ databaseUrl })
  const gateway = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(gateway, 'listening')
  const { port } = z.object({ port: z.number() }).parse(gateway.address())
  const answers = new Map<string, number[]>()
  const answerSchema = z.object({ code: z.number(), headers: z.object({ messageId: z.string() }) })
  let lines = 0
  gateway.on('connection', (socket) => {
    lines += 1
    socket.on('message', (text: Buffer) => {
      const { code, headers } = answerSchema.parse(JSON.parse(text.toString()))
      answers.set(headers.messageId, [...(answers.get(headers.messageId) ?? []), code])
    })
  })
  const log = { info: vi.fn(), warn: vi.fn() }
  const inbox = createEventInbox({
    book: store.dingtalkEvents,
    tickets: { keep: () => Promise.resolve() },
    isRelevant: () => true,
    onStored: () => {},
    now: Date.now,
  })
  const robot = createRobotInbox({
    jobs: store.jobs,
    book: store.robot,
    robotCode: 'robot',
    ourCorpId: null,
    origins: [],
    log,
    now: Date.now,
  })
  const client = new StreamClient({
    askTicket: () => Promise.resolve({ endpoint: `ws://127.0.0.1:${port}/`, ticket: 'x' }),
    take: (one) => inbox.take(one),
    takeRobotMessage: (data) => robot.take(data, true),
    log,
    now: Date.now,
    times: {
      openMs: 20_000,
      silentMs: 60_000,
      pongMs: 10_000,
      minPauseMs: 20,
      maxPauseMs: 200,
      steadyMs: 300,
      answerMs: 20_000,
    },
  })
  client.start()
  await vi.waitFor(() => expect(client.status.state).toBe('open'))
  const [socket] = gateway.clients
  if (socket === undefined) throw new Error('there is no line')
  const names = Object.keys(answered)
  for (const frame of unanswered) socket.send(frame)
  names.forEach((name, index) => {
    socket.send(answered[name]?.[1] ?? '')
    socket.send(event(`good ${index}`, '{"a":1}'))
  })
  for (let turn = 0; turn < 3; turn += 1) socket.send(event('repeated', '{}'))
  const goods = names.map((_name, index) => [`good ${index}`, [200]])
  const expected: object = Object.fromEntries([
    ...names.map((name) => [name, [answered[name]?.[0]]]),
    ...goods,
    ['repeated', [200, 200, 200]],
  ])
  await vi.waitFor(() => expect(Object.fromEntries(answers)).toEqual(expected), 15_000)
  expect(lines).toBe(1)
  socket.close()
  await vi.waitFor(() => expect(client.status.state).toBe('open'))
  await vi.waitFor(() => expect(lines).toBe(2))
  const [next] = [...gateway.clients].filter((each) => each !== socket)
  next?.send(event('after', '{}'))
  await vi.waitFor(() => expect(answers.get('after')).toEqual([200]))
  const { waiting } = await store.dingtalkEvents.health(0)
  expect(waiting).toBeGreaterThan(names.length)
  client.stop()
  gateway.close()
  await store.close()
})
