import { expect, it, vi } from 'vitest'
import type { Caller } from '#proxy/upstream/dingtalk/client/caller.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { replyBySession, replyToPerson, type RobotReply } from './robot-reply.ts'

const card: RobotReply = {
  title: '采购合同',
  text: '等王芳签署',
  button: { label: '打开合同', url: 'https://applink.dingtalk.com/page/link?url=x' },
}
const text: RobotReply = { ...card, button: null }

const url = 'https://oapi.dingtalk.com/robot/sendBySession?session=secret'
const receiver = { corpId: 'ding1', robotCode: 'dingabc', userId: 'u2' }

function play(reply: unknown = { processQueryKey: 'k' }) {
  const called = vi.fn<Caller['call']>(() => Promise.resolve({ errcode: 0 }))
  const budget = () => ({ latestStart: 0, end: 0, signal: undefined })
  const callApi = vi.fn<DingTalkClient['callApi']>(() => Promise.resolve(reply))
  const client = { callApi, callOapi: vi.fn(), forgetReads: vi.fn() }
  return { caller: { call: called, budget }, called, client, callApi }
}

it('a card is answered in its chat without a token, and its address is a secret', async () => {
  const { caller, called } = play()
  await replyBySession(caller, url, card)
  expect(called.mock.calls[0]?.[0]).toMatchObject({
    isRepeatable: false,
    secrets: ['secret'],
    request: {
      method: 'POST',
      baseUrl: 'https://oapi.dingtalk.com',
      path: '/robot/sendBySession?session=secret',
      body: {
        msgtype: 'actionCard',
        actionCard: {
          title: '采购合同',
          text: '等王芳签署',
          singleTitle: '打开合同',
          singleURL: 'https://applink.dingtalk.com/page/link?url=x',
        },
      },
    },
  })
})

it('a text can mention a person of the group', async () => {
  const { caller, called } = play()
  await replyBySession(caller, url, text, 'u2')
  await replyBySession(caller, url, text)
  expect(called.mock.calls.map(([{ request }]) => request.body)).toEqual([
    {
      msgtype: 'markdown',
      markdown: { title: '采购合同', text: '@u2 等王芳签署' },
      at: { atUserIds: ['u2'] },
    },
    { msgtype: 'markdown', markdown: { title: '采购合同', text: '等王芳签署' } },
  ])
})

it.each([
  [card, 'sampleActionCard'],
  [text, 'sampleMarkdown'],
])('writes to one person', async (reply, msgKey) => {
  const { client, callApi } = play()
  await replyToPerson(client, receiver, reply)
  const { title, button } = reply
  const buttons = button && { singleTitle: button.label, singleURL: button.url }
  expect(callApi.mock.calls).toEqual([
    [
      'ding1',
      {
        method: 'POST',
        api: '/v1.0/robot/oToMessages/batchSend',
        scope: 'qyapi_robot_sendmsg',
        body: {
          robotCode: 'dingabc',
          userIds: ['u2'],
          msgKey,
          msgParam: JSON.stringify({ title, text: reply.text, ...buttons }),
        },
      },
    ],
  ])
})

it('reports whom it cannot reach, now or ever', async () => {
  const gone = play({ invalidStaffIdList: ['u2'] })
  await expect(replyToPerson(gone.client, receiver, card)).rejects.toMatchObject({
    code: 'person-not-found',
  })
  const busy = play({ flowControlledStaffIdList: ['u2'] })
  await expect(replyToPerson(busy.client, receiver, card)).rejects.toMatchObject({
    code: 'upstream-throttled',
  })
})
