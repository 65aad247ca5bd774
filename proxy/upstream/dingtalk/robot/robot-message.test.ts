import { describe, expect, it } from 'vitest'
import { readRobotMessage } from './robot-message.ts'
import { robotFrames } from './testing/robot-frames.ts'

const origins = ['https://oapi.dingtalk.com', 'https://api.dingtalk.com']
const now = 1_796_000_001_000

const read = (data: unknown) => readRobotMessage(data, origins, now)

const { single, group, richText, quote, guest, picture, quotaSpent } = robotFrames

describe('who wrote', () => {
  it.each([
    ['a member in a single chat', single, 'ding1', 'u2'],
    ['a member in a group', group, 'ding1', 'u2'],
    ['a guest, who has no user id', guest, 'ding1', null],
    ['nobody without the corp of the robot', { ...single, chatbotCorpId: undefined }, null, null],
    ['nobody of another organisation', { ...single, senderCorpId: 'ding2' }, 'ding1', null],
    [
      'a member whose organisation is left out',
      { ...single, senderCorpId: undefined },
      'ding1',
      'u2',
    ],
    ['nobody with an empty user id', { ...single, senderStaffId: '' }, 'ding1', null],
    ['nobody with a user id that is none', { ...single, senderStaffId: 'a\nb' }, 'ding1', null],
  ])('is %s', (_, data, corpId, userId) => {
    expect(read(data)).toMatchObject({ corpId, userId })
  })
})

describe('what was written', () => {
  it.each([
    ['a text, without the blank after the mention', group, '办公设备采购合同'],
    ['the texts of rich text', richText, '办公设备采购合同'],
    ['a text alone, not the one that it answers', quote, '办公设备采购合同'],
    ['nothing in a picture', picture, null],
    [
      'what was said',
      { ...single, msgtype: 'audio', content: { recognition: '到哪了' } },
      '到哪了',
    ],
    ['nothing in an unknown kind', { ...single, msgtype: 'unknownMsgType', text: undefined }, null],
    ['nothing but blanks', { ...single, text: { content: ' \n ' } }, null],
    ['no signs that turn a text round', { ...single, text: { content: 'a\u202Eb' } }, 'ab'],
  ])('is %s', (_, data, text) => {
    expect(read(data)).toMatchObject({ text })
  })

  it('is cut', () => {
    expect(read({ ...single, text: { content: 'a'.repeat(9000) } })?.text).toHaveLength(500)
  })

  it('comes without a text once the quota is spent', () => {
    expect(read(quotaSpent)).toMatchObject({ isQuotaSpent: true, text: null })
    expect(read(single)).toMatchObject({ isQuotaSpent: false })
  })
})

describe('where it is answered', () => {
  it('is the address in the message, until it ends', () => {
    const { sessionWebhook: url, sessionWebhookExpiredTime: until } = single
    expect(read(single)?.session).toEqual({ url, until })
  })

  it.each([
    'http://oapi.dingtalk.com/robot/sendBySession?session=s',
    'https://oapi.dingtalk.com.evil.test/robot/sendBySession?session=s',
    'https://oapi.dingtalk.com@evil.test/robot/sendBySession?session=s',
    'https://someone@oapi.dingtalk.com/robot/sendBySession?session=s',
    'https://oapi.dingtalk.com:8443/robot/sendBySession?session=s',
    'https://oapi.dingtalk.com/robot/send?access_token=t',
    'http://169.254.169.254/',
    'not an address',
  ])('is not %s', (sessionWebhook) => {
    expect(read({ ...single, sessionWebhook })).toMatchObject({ session: null, userId: 'u2' })
  })
})

it('takes whatever is not "1" for a conversation in which others read', () => {
  expect(read(single)).toMatchObject({ isInGroup: false })
  expect(read({ ...single, conversationType: '3' })).toMatchObject({ isInGroup: true })
})

it('knows times as numbers and as texts, and none of the future', () => {
  expect(read(single)?.sentAt).toBe(single.createAt)
  expect(read({ ...single, createAt: String(single.createAt) })?.sentAt).toBe(single.createAt)
  expect(read({ ...single, createAt: now + 99_000 })?.sentAt).toBe(now)
  expect(read({ ...single, createAt: undefined })?.sentAt).toBe(now)
})

it.each([null, 'text', [], {}, { ...single, msgId: '' }, { ...single, msgId: { a: 1 } }])(
  'is null for %j',
  (data) => {
    expect(read(data)).toBeNull()
  },
)
