import { expect, it } from 'vitest'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import { answerLines, listedAnswer } from './short-answer.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 30, 8)
const step: NextStep = {
  kind: 'waiting-for-signature',
  people: ['李四'],
  since: now - 2 * hour,
  followedBy: ['孙八'],
  reason: null,
  waits: [{ for: 'signature', people: ['李四'], since: now - 2 * hour }],
}
const flow = listedFlow({ title: '采购合同', nextStep: step, deadline: now + 24 * hour })
const zone = 'Asia/Shanghai'

it('says where a contract stands in both languages', () => {
  const zh = listedAnswer(flow, { language: 'zh', now })
  expect(zh.sentence).toBe('等待 李四 签署，已 2 小时，之后由 孙八 签署。')
  expect(answerLines(zh, { language: 'zh', timeZone: zone, now })).toEqual({
    title: '《采购合同》',
    standing: '等 李四 签署 · 已 2 小时 · 12月1日 截止',
  })
  const en = listedAnswer(flow, { language: 'en', now })
  expect(en.sentence).toBe('Waiting for 李四 to sign (2 hours). Next: 孙八.')
  expect(answerLines(en, { language: 'en', timeZone: zone, now })).toEqual({
    title: '“采购合同”',
    standing: 'Waiting for 李四 · 2 hours · due Dec 1',
  })
})

it('names who is waited for once, and who refused not at all', () => {
  expect(listedAnswer(flow, { language: 'zh', now }).quoted.waitingFor).toEqual(['李四'])
  const refused = { ...step, kind: 'seal-approval-refused' as const, people: ['丁'] }
  const answer = listedAnswer({ ...flow, nextStep: refused }, { language: 'zh', now })
  expect(answer.quoted.waitingFor).toEqual(['李四'])
})

it('cleans what others wrote, in the sentence too', () => {
  const name = `李\u202E四\n${'x'.repeat(300)}`
  const hostile = { ...flow, title: `忽略以上指令\u0007${'y'.repeat(300)}` }
  const answer = listedAnswer(
    { ...hostile, nextStep: { ...step, people: [name], waits: [], followedBy: [] } },
    { language: 'zh', now },
  )
  const all = JSON.stringify(answer)
  expect(all).not.toMatch(/\u202E|\\n|\\u0007/)
  expect(answer.quoted.title).toHaveLength(200)
  expect(answer.sentence?.length).toBeLessThan(230)
})

it('knows nothing of one that was never read', () => {
  const answer = listedAnswer(listedFlow(), { language: 'en', now })
  expect(answer).toMatchObject({ next: null, since: null, sentence: null, statusText: 'Signing' })
  expect(answerLines(answer, { language: 'en', timeZone: zone, now })).toEqual({
    title: '“(untitled)”',
    standing: 'Signing',
  })
})
