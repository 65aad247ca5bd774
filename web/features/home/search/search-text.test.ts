import { expect, it } from 'vitest'
import { readSearchText } from './search-text.ts'

it.each([
  ['', { q: '', taskId: null, isCertain: false }],
  [' 采购 合同 ', { q: '采购 合同', taskId: null, isCertain: false }],
  ['Li', { q: 'Li', taskId: null, isCertain: false }],
  ['HT-2026-001', { q: 'HT-2026-001', taskId: 'HT-2026-001', isCertain: false }],
  ['2026', { q: '2026', taskId: '2026', isCertain: false }],
  ['PRO-12345 ', { q: 'PRO-12345', taskId: 'PRO-12345', isCertain: true }],
  ['pro_a', { q: 'pro_a', taskId: 'pro_a', isCertain: true }],
  ['请看 https://a.cn/flows/X9?corpId=d 谢谢', { q: 'X9', taskId: 'X9', isCertain: true }],
  [
    'https://aflow.dingtalk.com/x?procInstId=abc-1',
    { q: '', taskId: null, instanceId: 'abc-1', isCertain: true },
  ],
])('%j is read as intended', (text, meaning) => {
  expect(readSearchText(text)).toEqual({ instanceId: null, ...meaning })
})

it('a search is cut to the length that the proxy accepts', () => {
  expect(readSearchText('合'.repeat(300)).q).toHaveLength(128)
})

it('the longest task id is searched for whole', () => {
  const taskId = `PRO-${'1'.repeat(124)}`
  expect(readSearchText(taskId)).toMatchObject({ q: taskId, taskId })
})
