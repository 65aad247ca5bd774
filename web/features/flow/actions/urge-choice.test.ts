import { expect, it } from 'vitest'
import type { FlowRecord } from '#shared/flow-record.ts'
import { urgeChoice } from './urge-choice.ts'

const now = 1_000_000

function recordOf(told: Pick<FlowRecord['urge'], 'state' | 'availableAt'>): FlowRecord {
  const urge = { ...told, reached: [], unreached: [] }
  return { deadline: null, isInitiator: true, people: [], urges: [], urge, lastOpenedAt: null }
}

const choiceOf = (state: FlowRecord['urge']['state'], availableAt: number | null = null) =>
  urgeChoice(recordOf({ state, availableAt }), now)

it('offers what the proxy says', () => {
  expect(choiceOf('possible')).toEqual({ kind: 'urge' })
  expect(choiceOf('unknown-people')).toEqual({ kind: 'reach' })
  expect(choiceOf('nobody')).toBeNull()
  expect(urgeChoice(null, now)).toBeNull()
})

it('says from when on, and then offers it without being told', () => {
  expect(choiceOf('too-early', now + 1)).toEqual({
    kind: 'later',
    availableAt: now + 1,
    isRepeated: false,
  })
  expect(choiceOf('too-soon', now + 1)).toMatchObject({ isRepeated: true })
  expect(choiceOf('too-soon', now)).toEqual({ kind: 'urge' })
})
