import { expect, it, vi } from 'vitest'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import { readSendResult } from './send-result.ts'

const of = { corpId: 'dingcorp', agentId: '300' }

function play(reply: unknown) {
  const callOapi = vi.fn<DingTalkClient['callOapi']>(() => Promise.resolve(reply))
  return { client: { callOapi, callApi: vi.fn(), forgetReads: vi.fn() }, callOapi }
}

it('a result is asked for by numbers', async () => {
  const { client, callOapi } = play({ errcode: 0, send_result: {} })
  expect(await readSendResult(client, of, '456')).toEqual([])
  expect(callOapi.mock.calls).toEqual([
    [
      'dingcorp',
      {
        path: '/topapi/message/corpconversation/getsendresult',
        body: { agent_id: 300, task_id: 456 },
      },
    ],
  ])
})

it('names everybody who got nothing once, with why', async () => {
  const { client } = play({
    errcode: 0,
    send_result: {
      invalid_user_id_list: ['gone'],
      forbidden_user_id_list: ['often', 'again', 'chief', 'new'],
      failed_user_id_list: ['unlucky', 'gone'],
      read_user_id_list: ['reader'],
      unread_user_id_list: ['other'],
      invalid_dept_id_list: [],
      forbidden_list: [
        { code: '143105', count: 500, userid: 'often' },
        { code: 143106, userid: 'again' },
        { code: '1430004', count: 0, userid: 'chief' },
        { code: '143999', count: 0, userid: 'new' },
      ],
    },
  })
  const missed = await readSendResult(client, of, '456')
  expect(Object.fromEntries(missed.map(({ userId, reason }) => [userId, reason]))).toEqual({
    gone: 'person-outside-or-left',
    unlucky: 'not-delivered',
    often: 'over-limit',
    again: 'same-text',
    chief: 'person-protected',
    new: 'over-limit',
  })
  expect(missed).toHaveLength(6)
})

it('a result is not known without a list', async () => {
  const { client } = play({ errcode: 0 })
  await expect(readSendResult(client, of, '456')).rejects.toMatchObject({
    code: 'upstream-unavailable',
  })
})
