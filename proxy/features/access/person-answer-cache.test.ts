import { expect, it, vi } from 'vitest'
import { PersonAnswerCache } from './person-answer-cache.ts'

const expectNoQuestion = () => expect.unreachable()

it('keeps at most ten thousand flows, and drops the one that was asked for first', async () => {
  const answers = new PersonAnswerCache<number>(
    () => 0,
    () => true,
  )
  const ask = vi.fn(() => Promise.resolve(1))
  for (let flow = 0; flow <= 10_000; flow += 1) await answers.get(`flow ${flow}`, 'lisi', ask)
  expect(ask).toHaveBeenCalledTimes(10_001)
  await answers.get('flow 10000', 'lisi', ask)
  await answers.get('flow 1', 'lisi', ask)
  expect(ask).toHaveBeenCalledTimes(10_001)
  await answers.get('flow 0', 'lisi', ask)
  expect(ask).toHaveBeenCalledTimes(10_002)
})

it('answers that are not kept take no room', async () => {
  const answers = new PersonAnswerCache<boolean>(
    () => 0,
    (answer) => answer,
  )
  await answers.get('kept flow', 'lisi', () => Promise.resolve(true))
  for (let flow = 0; flow < 10_000; flow += 1)
    await answers.get(`flow ${flow}`, 'lisi', () => Promise.resolve(false))
  expect(await answers.get('kept flow', 'lisi', expectNoQuestion)).toBe(true)
})

it('does not keep an answer that was requested before it was told to forget', async () => {
  const answers = new PersonAnswerCache<string>(
    () => 0,
    () => true,
  )
  let answerLate = (_answer: string) => {}
  const late = new Promise<string>((resolve) => (answerLate = resolve))
  const before = answers.get('flow', 'lisi', () => late)
  answers.forget('flow')
  expect(await answers.get('flow', 'lisi', () => Promise.resolve('new'))).toBe('new')
  answerLate('old')
  expect(await before).toBe('old')
  expect(await answers.get('flow', 'lisi', () => Promise.resolve('newer'))).toBe('new')
})

it('returns known answers without asking, while they are kept', async () => {
  let now = 0
  const answers = new PersonAnswerCache<number>(
    () => now,
    () => true,
  )
  const ask = (answer: number) => () => Promise.resolve(answer)
  await answers.get('flow', 'lisi', ask(1))
  expect(await answers.get('flow', 'lisi', expectNoQuestion)).toBe(1)
  expect(await answers.get('flow', 'wangwu', ask(2))).toBe(2)
  now = 5000
  expect(await answers.get('flow', 'lisi', ask(3))).toBe(3)
  answers.forget('flow', 'wangwu')
  expect(await answers.get('flow', 'lisi', expectNoQuestion)).toBe(3)
  answers.forget('flow', 'lisi')
  expect(await answers.get('flow', 'lisi', ask(4))).toBe(4)
})

it('shares an answer that is not kept with those who asked before it came', async () => {
  const answers = new PersonAnswerCache<string>(
    () => 0,
    (answer) => answer === 'yes',
  )
  let answerLate = (_answer: string) => {}
  const late = new Promise<string>((resolve) => (answerLate = resolve))
  const first = answers.get('flow', 'lisi', () => late)
  const second = answers.get('flow', 'lisi', () => Promise.resolve('yes'))
  answerLate('no')
  expect(await Promise.all([first, second])).toEqual(['no', 'no'])
  expect(await answers.get('flow', 'lisi', () => Promise.resolve('yes'))).toBe('yes')
  expect(await answers.get('flow', 'lisi', expectNoQuestion)).toBe('yes')
})
