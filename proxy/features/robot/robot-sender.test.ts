import { describe, expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import type { RobotReply } from '#proxy/upstream/dingtalk/robot/robot-reply.ts'
import { createRobotSender, type RobotChat } from './robot-sender.ts'

const now = 1000
const url = 'https://oapi.dingtalk.com/robot/sendBySession?session=s'
const reply: RobotReply = { title: '采购合同', text: '等王芳签署', button: null }

const chat: RobotChat = {
  corpId: 'ding1',
  userId: 'u2',
  language: 'zh',
  isInGroup: false,
  session: { url, until: now + 1 },
  isSealed: true,
}

function play() {
  const replyBySession = vi.fn((_url: string, _reply: RobotReply, _at?: string) =>
    Promise.resolve(),
  )
  const replyToPerson = vi.fn((_corpId: string, _userId: string, _reply: RobotReply) =>
    Promise.resolve(),
  )
  const log = { warn: vi.fn() }
  return {
    replyBySession,
    replyToPerson,
    log,
    send: createRobotSender({
      replyBySession,
      replyToPerson,
      publicUrl: 'https://contracts.example',
      log,
    }),
  }
}

const refused = new ProblemError('upstream-rejected', 'session 不存在')

it('answers a single chat where it was asked', async () => {
  const { send, replyBySession, replyToPerson } = play()
  expect(await send(chat, reply, now)).toEqual({ session: 1, token: 0 })
  expect(replyBySession).toHaveBeenCalledExactlyOnceWith(url, reply, undefined)
  expect(replyToPerson).not.toHaveBeenCalled()
})

it.each([
  ['has ended', { session: { url, until: now } }, 0],
  ['is missing', { session: null }, 0],
  ['stands in a message that may be forged', { isSealed: false }, 0],
])('writes to the person if the address %s', async (_, changes, session) => {
  const { send, replyBySession, replyToPerson } = play()
  expect(await send({ ...chat, ...changes }, reply, now)).toEqual({ session, token: 1 })
  expect(replyBySession).not.toHaveBeenCalled()
  expect(replyToPerson).toHaveBeenCalledExactlyOnceWith('ding1', 'u2', reply)
})

it('writes to the person after a refusal, but not when the answer may have arrived', async () => {
  const { send, replyBySession, replyToPerson } = play()
  replyBySession.mockRejectedValueOnce(refused)
  expect(await send(chat, reply, now)).toEqual({ session: 1, token: 1 })
  expect(replyToPerson).toHaveBeenCalledOnce()
  replyBySession.mockRejectedValueOnce(new ProblemError('upstream-timeout', 'Late.'))
  await expect(send(chat, reply, now, { session: 1, token: 1 })).rejects.toMatchObject({
    cause: { code: 'upstream-timeout' },
    ways: { session: 2, token: 1 },
  })
  expect(replyToPerson).toHaveBeenCalledOnce()
})

const refusal = (code: string) =>
  new UpstreamRefusal({ code, message: '', requestId: null, requiredScopes: [] })

describe.each(['contain.unsafe.url', 'contain.notAllowed.text', 'contain.notAllowed.content'])(
  'after %s',
  (code) => {
    it.each([
      ['the contract', { label: '打开合同', url: 'https://link.example' }, 'https://link.example'],
      ['the app, for a list', null, expect.stringContaining('contracts.example')],
    ])('sends the person the button that opens %s, without the text', async (_, button, link) => {
      const { send, replyToPerson } = play()
      replyToPerson.mockRejectedValueOnce(refusal(code))
      expect(await send({ ...chat, session: null }, { ...reply, button }, now)).toEqual({
        session: 0,
        token: 2,
      })
      const said = replyToPerson.mock.calls[1]?.[2]
      expect(said).toMatchObject({ title: '请打开查看', button: { url: link } })
      expect(JSON.stringify(said)).not.toContain(reply.text)
    })
  },
)

it('sends the text once for any other refusal', async () => {
  const { send, replyToPerson } = play()
  replyToPerson.mockRejectedValueOnce(refusal('robot.oto.notExist'))
  await expect(send({ ...chat, session: null }, reply, now)).rejects.toThrow('robot.oto.notExist')
  expect(replyToPerson).toHaveBeenCalledOnce()
})

it('tells a group only that the answer is elsewhere', async () => {
  const { send, replyBySession, replyToPerson } = play()
  await send({ ...chat, isInGroup: true }, reply, now)
  expect(replyToPerson).toHaveBeenCalledExactlyOnceWith('ding1', 'u2', reply)
  const [[, said, at] = []] = replyBySession.mock.calls
  expect(at).toBe('u2')
  expect(said).toEqual({ title: '合同进度', text: '答案已发到您和我的单聊。', button: null })
})

it('tells a group if the person cannot be written to, and nothing of the contract', async () => {
  const { send, replyBySession, replyToPerson } = play()
  replyToPerson.mockRejectedValue(new ProblemError('person-not-found', 'No.'))
  await send({ ...chat, isInGroup: true }, reply, now)
  expect(replyBySession.mock.calls.map(([, said]) => said.text)).toEqual([
    '我无法给您发单聊消息，请在应用里查看。',
  ])
})

it('keeps an answer for the next try, without a word to the group', async () => {
  const { send, replyBySession, replyToPerson } = play()
  replyToPerson.mockRejectedValue(new ProblemError('upstream-timeout', 'Late.'))
  await expect(send({ ...chat, isInGroup: true }, reply, now)).rejects.toThrow('Late.')
  expect(replyBySession).not.toHaveBeenCalled()
})

it('the answer counts although the group could not be told', async () => {
  const { send, replyBySession } = play()
  replyBySession.mockRejectedValue(new ProblemError('upstream-timeout', 'Late.'))
  expect(await send({ ...chat, isInGroup: true }, reply, now)).toEqual({ session: 1, token: 1 })
})

it('a guest is answered in the chat alone', async () => {
  const { send, replyToPerson } = play()
  const guest = { ...chat, userId: null, isSealed: false }
  expect(await send(guest, reply, now)).toEqual({ session: 1, token: 0 })
  expect(await send({ ...guest, session: null }, reply, now)).toEqual({ session: 0, token: 0 })
  expect(replyToPerson).not.toHaveBeenCalled()
})
