import { expect, it, vi } from 'vitest'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import {
  changeStatusBar,
  sendWorkNotification,
  type WorkNotification,
} from './work-notification.ts'

const sending = { corpId: 'dingcorp', agentId: '300', templateId: null, userIds: ['a', 'b'] }

const notification: WorkNotification = {
  title: '题',
  lines: [{ key: 'contract', name: '合同', value: '采购' }],
  text: '文',
  url: 'https://app.example/flows/PRO-1?corpId=dingcorp',
}

function play(reply: unknown = { errcode: 0, task_id: 5 }) {
  const callOapi = vi.fn<DingTalkClient['callOapi']>(() => Promise.resolve(reply))
  const client = { callOapi, callApi: vi.fn(), forgetReads: vi.fn() }
  return { client, callOapi }
}

it('a notification is a card of plain text that opens the page, beside the chats on a PC', async () => {
  const { client, callOapi } = play()
  await sendWorkNotification(client, sending, notification)
  expect(callOapi.mock.calls).toEqual([
    [
      'dingcorp',
      {
        path: '/topapi/message/corpconversation/asyncsend_v2',
        body: {
          agent_id: 300,
          userid_list: 'a,b',
          msg: {
            msgtype: 'oa',
            oa: {
              message_url: notification.url,
              pc_message_url:
                'dingtalk://dingtalkclient/page/link?url=https%3A%2F%2Fapp.example%2Fflows%2FPRO-1%3FcorpId%3Ddingcorp&pc_slide=true',
              head: { bgcolor: 'FF1677FF', text: '合同' },
              body: { title: '题', form: [{ key: '合同：', value: '采购' }], content: '文' },
            },
          },
        },
      },
    ],
  ])
})

it('uses a template where there is one', async () => {
  const { client, callOapi } = play()
  await sendWorkNotification(client, { ...sending, templateId: 't-1' }, notification)
  const [, call] = callOapi.mock.calls[0] ?? []
  expect(call).toMatchObject({
    path: '/topapi/message/corpconversation/sendbytemplate',
    body: { agent_id: 300, userid_list: 'a,b', template_id: 't-1' },
  })
  expect(JSON.parse(String(call?.body['data']))).toEqual({
    contract: '采购',
    title: '题',
    text: '文',
    url: notification.url,
  })
})

it('counts as not sent without a task number in the reply', async () => {
  const { client } = play({ errcode: 0 })
  await expect(sendWorkNotification(client, sending, notification)).rejects.toMatchObject({
    code: 'upstream-unavailable',
  })
})

it('a notification is not sent when DingTalk would refuse it', async () => {
  const { client, callOapi } = play()
  const long = { ...notification, text: '文'.repeat(700) }
  await expect(sendWorkNotification(client, sending, long)).rejects.toMatchObject({
    code: 'internal-error',
  })
  expect(callOapi).not.toHaveBeenCalled()
})

it('a notification has its status bar changed by the numbers of the app and of the sending task', async () => {
  const { client, callOapi } = play()
  await changeStatusBar(client, sending, '456', { text: '已签署', color: '15BC83' })
  expect(callOapi.mock.calls[0]?.[1]).toEqual({
    path: '/topapi/message/corpconversation/status_bar/update',
    body: { agent_id: 300, task_id: 456, status_value: '已签署', status_bg: '0xFF15BC83' },
  })
})
