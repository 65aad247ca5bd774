import { beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/credentials.ts'
import { createSandboxClient, textOf, type SandboxClient } from '#sandbox/testing/sandbox-client.ts'

let client: SandboxClient
let token: string
let now: number

const send = '/v1.0/robot/oToMessages/batchSend'
const robotCode = internalApp.clientId
const param = JSON.stringify({ title: '题', text: '文' })
const body = { robotCode, userIds: ['lisi'], msgKey: 'sampleMarkdown', msgParam: param }

const chatsSchema = z.object({ messages: z.array(z.record(z.string(), z.unknown())) })

async function chats() {
  return chatsSchema.parse((await client.call('GET', '/_sandbox/robot-messages')).body).messages
}

beforeEach(async () => {
  now = Date.UTC(2026, 0, 5, 8)
  // Nothing listens there, as nobody reads what is posted in these tests.
  const robot = { url: 'http://127.0.0.1:9/callbacks/dingtalk/robot', clientId: robotCode }
  client = createSandboxClient({ now: () => now, robot })
  token = await client.internalToken()
})

it('delivers what the robot writes to a person', async () => {
  const answer = await client.call('POST', send, body, token)
  expect(answer).toMatchObject({
    status: 200,
    body: { invalidStaffIdList: [], flowControlledStaffIdList: [] },
  })
  expect(await chats()).toMatchObject([
    {
      id: textOf(answer, 'processQueryKey'),
      userId: 'lisi',
      isInGroup: false,
      author: 'robot',
      way: 'token',
      body: { msgKey: 'sampleMarkdown', title: '题', text: '文' },
    },
  ])
})

it('names the receivers who are not members', async () => {
  const answer = await client.call('POST', send, { ...body, userIds: ['lisi', 'nobody'] }, token)
  expect(answer.body).toMatchObject({ invalidStaffIdList: ['nobody'] })
  expect(await chats()).toHaveLength(1)
})

it.each([
  [{ robotCode: 'dingother' }, 'robot.oto.notExist'],
  [{ msgParam: 'no JSON' }, 'invalidParameter.msgParam'],
  [{ userIds: [] }, 'invalidParameter.msgParam'],
  [{ msgParam: JSON.stringify({ text: 'a'.repeat(15_000) }) }, 'invalidParameter.msgParam'],
])('refuses %j', async (changes, code) => {
  const answer = await client.call('POST', send, { ...body, ...changes }, token)
  expect(answer).toMatchObject({ status: 400, body: { code } })
  expect(await chats()).toEqual([])
})

it('refuses an app without the permission', async () => {
  await client.call('PATCH', `/_sandbox/corps/${sandboxCorpId}`, {
    missingScopes: ['qyapi_robot_sendmsg'],
  })
  expect(await client.call('POST', send, body, token)).toMatchObject({ status: 403 })
})

it('takes an answer without a token at the address of a message, for 90 minutes', async () => {
  const { corpId, userId, isInGroup } = { corpId: sandboxCorpId, userId: 'lisi', isInGroup: true }
  await client.call('POST', '/_sandbox/robot-messages', { userId, isInGroup, text: '帮助' })
  expect(await chats()).toMatchObject([{ author: 'person', corpId, userId, body: '帮助' }])
  const reply = { msgtype: 'markdown', markdown: { title: '题', text: '文' } }
  const unknown = await client.call('POST', '/robot/sendBySession?session=none', reply)
  expect(unknown.body).toMatchObject({ errcode: 300001 })
  expect(await chats()).toHaveLength(1)
})

it('has nobody to write to without an app that has a robot', async () => {
  client = createSandboxClient()
  const answer = await client.call('POST', '/_sandbox/robot-messages', { userId: 'lisi' })
  expect(answer.status).toBe(404)
})

it('shows the chat in the inbox, with the button of a card', async () => {
  const card = {
    title: '题',
    text: '**文**\n第二行',
    singleTitle: '打开合同',
    singleURL: 'https://a.test/1',
  }
  const msgParam = JSON.stringify(card)
  await client.call('POST', send, { ...body, msgKey: 'sampleActionCard', msgParam }, token)
  const { html } = await client.open(`/_sandbox/pages/inbox/${sandboxCorpId}/lisi`)
  expect(html).toContain('与机器人的聊天')
  expect(html).toContain('第二行')
  expect(html).toContain('<a href="https://a.test/1">打开合同</a>')
  const other = await client.open(`/_sandbox/pages/inbox/${sandboxCorpId}/zhangsan`)
  expect(other.html).not.toContain('第二行')
})
