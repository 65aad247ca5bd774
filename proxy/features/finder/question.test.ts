import { expect, it } from 'vitest'
import { appLink } from '#proxy/upstream/dingtalk/app-link.ts'
import { questionIn, type Question } from './question.ts'

const publicUrl = 'https://contracts.example.com'
const asked = (text: string) => questionIn(text, publicUrl, 'ding1')
const contract = (link?: string): Question => ({ kind: 'contract', taskId: 'PRO-1', link })
const page = `${publicUrl}/flows/PRO-1?corpId=ding1`

it.each<[string, Question]>([
  ['', { kind: 'help' }],
  [' 帮助 ', { kind: 'help' }],
  ['Help', { kind: 'help' }],
  ['待我处理', { kind: 'waiting' }],
  ['等待最久', { kind: 'stuck' }],
  [' 采购  合同 ', { kind: 'words', text: '采购 合同' }],
  ['PRO-1', { kind: 'words', text: 'PRO-1' }],
  [page, contract()],
  [`请看 ${page}&access=1.2.x 谢谢`, contract('1.2.x')],
  [`${publicUrl}/flows/PRO-1`, contract()],
  [appLink(page), contract()],
  ['https://applink.dingtalk.com/page/h5_app_open?corpId=ding1&path=%2Fflows%2FPRO-1', contract()],
  [`${publicUrl}/flows/PRO-1?corpId=ding2&access=1.2.x`, { kind: 'elsewhere' }],
  [
    'https://elsewhere.example.com/flows/PRO-1',
    wordsOf('https://elsewhere.example.com/flows/PRO-1'),
  ],
  [`${publicUrl}/flows/%E0%A4%A`, wordsOf(`${publicUrl}/flows/%E0%A4%A`)],
])('%j', (text, question) => {
  expect(asked(text)).toEqual(question)
})

it('searches for at most 128 characters', () => {
  expect(asked('合'.repeat(300))).toEqual(wordsOf('合'.repeat(128)))
})

function wordsOf(text: string): Question {
  return { kind: 'words', text }
}
