import { expect, it } from 'vitest'
import type { NextStep, NextStepKind, Wait, WaitKind } from '#shared/rules/situation/next-step.ts'
import { reachReason } from './reach-reason.ts'

function stepOf(kind: NextStepKind, waits: Partial<Record<WaitKind, string[]>> = {}): NextStep {
  const waitList: Wait[] = []
  for (const reason of ['signature', 'seal-approval', 'new-seal-request'] as const) {
    const people = waits[reason]
    if (people !== undefined) waitList.push({ for: reason, people, since: null })
  }
  return { kind, people: [], since: null, followedBy: [], reason: null, waits: waitList }
}

it('is what the contract waits for', () => {
  expect(reachReason(stepOf('waiting-for-signature'), ['孙八'])).toBe('signature')
  expect(reachReason(stepOf('signing-unknown-who'), [])).toBe('signature')
  expect(reachReason(stepOf('waiting-for-seal-approval'), ['孙八'])).toBe('seal-approval')
  expect(reachReason(stepOf('seal-approval-refused'), [])).toBe('new-seal-request')
})

it('is only what the chosen people can do', () => {
  const step = stepOf('waiting-for-several', { signature: ['李四'], 'seal-approval': ['孙八'] })
  expect(reachReason(step, ['孙八'])).toBe('seal-approval')
  expect(reachReason(step, ['李四'])).toBe('signature')
  expect(reachReason(step, ['李四', '孙八'])).toBe('several')
  expect(reachReason(step, [])).toBe('several')
  expect(reachReason({ ...step, waits: undefined }, ['孙八'])).toBe('signature')
})
