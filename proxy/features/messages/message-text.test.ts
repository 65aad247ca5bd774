import { expect, it } from 'vitest'
import { reminderText } from './message-text.ts'

const frame = {
  publicUrl: 'https://app.example',
  timeZone: 'Asia/Shanghai',
  language: 'zh',
} as const

const reminder = {
  corpId: 'dingcorp',
  taskId: 'PRO-1',
  title: '采购合同',
  from: '张三',
  userIds: ['lisi'],
  at: Date.UTC(2026, 0, 31, 16, 5),
}

it("says what waits, who asks and when in China's time, and links to the flow", () => {
  expect(reminderText(frame, reminder)).toEqual({
    title: '有一份合同等待您签署',
    lines: [
      { key: 'contract', name: '合同', value: '采购合同' },
      { key: 'urger', name: '提醒人', value: '张三' },
      { key: 'time', name: '提醒时间', value: '2月1日 00:05' },
    ],
    text: '请打开查看进度，并尽快签署。',
    url: 'https://app.example/flows/PRO-1?corpId=dingcorp',
  })
})

it.each([
  ['en', 'A contract is waiting for you to sign', 'From', 'Feb 1, 00:05'],
  [
    'both',
    '有一份合同等待您签署 · A contract is waiting for you to sign',
    '提醒人 From',
    '2月1日 00:05 / Feb 1, 00:05',
  ],
] as const)('is written in the language of the organisation: %s', (language, title, from, time) => {
  const text = reminderText({ ...frame, language }, reminder)
  expect(text.title).toBe(title)
  expect(text.lines[1]?.name).toBe(from)
  expect(text.lines[2]?.value).toBe(time)
})

it('names a flow without a title by its task id', () => {
  const { lines } = reminderText(frame, { ...reminder, title: null })
  expect(lines[0]?.value).toBe('PRO-1')
})

it('cuts long text between characters', () => {
  const { lines } = reminderText(frame, { ...reminder, title: '🀄'.repeat(100) })
  expect(lines[0]?.value).toBe(`${'🀄'.repeat(79)}…`)
})
