import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { internalApp, sandboxCorpId, startSandbox, thirdPartyApp } from '../../sandbox/played.ts'

// DingTalk's own client for Node on the sandbox's Stream gateway. An error that nothing in the
// sandbox handles fails the test, as it runs in the same process.

const runs = process.env['LONG'] === '1' ? 20 : 3

const { suiteKey: clientId, suiteSecret: clientSecret } = thirdPartyApp
const program = fileURLToPath(new URL('stream-client.mjs', import.meta.url))

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let client: ChildProcess | undefined
/** The ids of the events that the client has printed. */
let got: string[]
/** What was in the frames that it has printed. */
let contents: Record<string, unknown>[]
/** What else it has printed. */
let said = ''

async function start(waitScale = 1): Promise<void> {
  sandbox = await startSandbox({ waitScale })
}

/** @param answers to the first events, the others are acknowledged; or `robot` */
function connect(...answers: ('SUCCESS' | 'LATER' | 'robot')[]): void {
  const words = [program, sandbox.url, clientId, clientSecret, ...answers]
  const running = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  client = running
  got = []
  contents = []
  said = ''
  createInterface(running.stdout).on('line', (line) => {
    if (!line.startsWith('{')) {
      said += `${line}\n`
      return
    }
    const frame: { headers: { messageId: string }; data: string } = JSON.parse(line)
    got.push(frame.headers.messageId)
    contents.push(JSON.parse(frame.data))
  })
  running.stderr.on('data', (chunk) => (said += String(chunk)))
}

async function endClient(): Promise<void> {
  if (client === undefined || client.exitCode !== null || client.signalCode !== null) return
  const ended = once(client, 'exit')
  client.kill('SIGKILL')
  await ended
}

test.afterEach(async () => {
  const { status, expectedStatus } = test.info()
  if (status !== expectedStatus) process.stderr.write(said)
  await endClient()
  await sandbox.close()
})

async function control(path: string, body: Record<string, unknown> = {}): Promise<void> {
  const init = { method: 'POST', body: JSON.stringify(body) }
  const answer = await fetch(`${sandbox.url}/_sandbox/${path}`, init)
  expect(answer.ok, path).toBe(true)
}

const push = (eventId: string) =>
  control('events', { clientId, eventType: 'org_suite_auth', eventId, data: { name: '示例公司' } })

async function connections(): Promise<string[]> {
  const answer = await fetch(`${sandbox.url}/_sandbox/connections`)
  const listed: { connections: { id: string }[] } = await answer.json()
  return listed.connections.map(({ id }) => id)
}

const isConnected = () => expect.poll(connections).toHaveLength(1)

type Recorded = { eventId: string; outcome: string; deliveries: number }

async function recorded(eventId: string): Promise<Recorded | undefined> {
  const answer = await fetch(`${sandbox.url}/_sandbox/events`)
  const { events }: { events: Recorded[] } = await answer.json()
  return events.find((event) => event.eventId === eventId)
}

/** @param more of what is recorded then */
const isAcknowledged = (eventId: string, more: Partial<Recorded> = {}) =>
  expect.poll(() => recorded(eventId)).toMatchObject({ outcome: 'acknowledged', ...more })

/** Whether these were among the first events that it has printed, in any order. */
const hasGot = (...ids: string[]) =>
  expect.poll(() => got.slice(0, ids.length).toSorted()).toEqual(ids)

test(`connects and acknowledges its events, in ${runs} of ${runs} runs`, async () => {
  test.slow()
  await start()
  for (let run = 1; run <= runs; run += 1) {
    connect()
    await isConnected()
    const ids = [`${run}-a`, `${run}-b`]
    for (const id of ids) await push(id)
    for (const id of ids) await isAcknowledged(id, { deliveries: 1 })
    await hasGot(...ids)
    await endClient()
    await expect.poll(connections).toEqual([])
  }
})

test('gets an event that was pushed while it was away', async () => {
  await start()
  await push('one')
  connect()
  await isAcknowledged('one', { deliveries: 1 })
  await hasGot('one')
})

test('gets an event again that it could not take', async () => {
  // An event is repeated after a minute.
  await start(0.01)
  connect('LATER')
  await push('one')
  await isAcknowledged('one')
  await hasGot('one', 'one')
})

for (const [what, path, fault] of [
  ['the gateway has told it to disconnect', 'disconnect', {}],
  ['its connection was cut', 'line-faults', { kind: 'cut' }],
] as const)
  test(`reconnects after ${what}`, async () => {
    // The gateway hangs up ten seconds after it has said so.
    await start(0.02)
    connect()
    await isConnected()
    const [before] = await connections()
    await control(path, fault)
    await expect.poll(connections).not.toContain(before)
    await push('one')
    await isAcknowledged('one')
    await hasGot('one')
  })

test('reconnects after the gateway has refused it', async () => {
  await start()
  await control('line-faults', { kind: 'refuse' })
  connect()
  // It opens two connections then.
  await expect.poll(connections).not.toHaveLength(0)
  await push('one')
  await isAcknowledged('one', { deliveries: 1 })
  await hasGot('one')
})

/** How messages to the robot differ; null leaves a field out. */
const writings = {
  single: {},
  group: { isInGroup: true },
  'rich text': {
    changes: { msgtype: 'richText', text: null, content: { richText: [{ text: '采购' }] } },
  },
  guest: { isInGroup: true, changes: { senderStaffId: null, senderCorpId: 'ding9' } },
  repeated: { msgId: 'msgA==' },
}

async function robotMessages() {
  const answer = await fetch(`${sandbox.url}/_sandbox/robot-messages`)
  const chats: {
    messages: { author: string; way: string; isInGroup: boolean }[]
    frames: { msgId: string; code: number }[]
  } = await answer.json()
  return chats
}

test('gets messages to the robot, and answers them', async () => {
  await start()
  connect('robot')
  await isConnected()
  const { repeated, ...others } = writings
  for (const writing of [...Object.values(others), repeated, repeated])
    await control('robot-messages', { userId: 'lisi', text: '采购合同', ...writing })
  await expect.poll(() => contents.length).toBe(6)
  const member = {
    senderStaffId: 'lisi',
    chatbotCorpId: sandboxCorpId,
    senderCorpId: sandboxCorpId,
  }
  expect(contents).toMatchObject([
    { ...member, conversationType: '1', text: { content: '采购合同' } },
    { ...member, conversationType: '2', text: { content: ' 采购合同' }, isInAtList: true },
    { ...member, msgtype: 'richText', content: { richText: [{ text: '采购' }] } },
    { conversationType: '2', senderCorpId: 'ding9' },
    { ...member, msgId: 'msgA==' },
    { ...member, msgId: 'msgA==' },
  ])
  expect(contents[3]).not.toHaveProperty('senderStaffId')
  await expect.poll(async () => (await robotMessages()).messages.length).toBe(5 + 6)
  const { messages, frames } = await robotMessages()
  expect(frames.map(({ code }) => code)).toEqual([200, 200, 200, 200, 200, 200])
  const answers = messages.filter(({ author }) => author === 'robot')
  expect(answers.map(({ way }) => way)).toEqual(Array.from({ length: 6 }, () => 'session'))
  expect(answers.filter(({ isInGroup }) => isInGroup)).toHaveLength(2)
})

test('gets a token for an internal app from the old host', async () => {
  await start()
  const { clientId: appKey, clientSecret: appSecret } = internalApp
  const words = [program, sandbox.url, appKey, appSecret, 'token']
  const { stdout } = await promisify(execFile)(process.execPath, words)
  const body = new URLSearchParams({ access_token: stdout.trim(), userid: 'lisi' })
  const answer = await fetch(`${sandbox.url}/topapi/v2/user/get`, { method: 'POST', body })
  expect(await answer.json()).toMatchObject({ errcode: 0, result: { name: '李四' } })
})
