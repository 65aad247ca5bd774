import { expect, it } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { FlowPerson, FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { reminderChoice } from './reminder-choice.ts'

const now = 1_000_000

const waiting = { name: '李四', status: 'waiting', statusCode: 0 } as const

/** A flow that waits for 李四. */
function viewOf(urge: Partial<FlowRecord['urge']> | null, people: FlowPerson[] = []): FlowView {
  const flow: FlowView['flow'] = {
    taskId: 'PRO-1',
    title: null,
    status: 'signing',
    statusCode: 1,
    initiator: { name: null, organization: null },
    logs: [],
  }
  return {
    flow,
    signers: { ok: [waiting] },
    approvals: { ok: [] },
    registry: urge && {
      deadline: null,
      isInitiator: true,
      people,
      urges: [],
      urge: { state: 'nobody', availableAt: null, reached: [], unreached: [], ...urge },
      lastOpenedAt: null,
    },
    fetchedAt: 0,
    situation: situationOf({ flow, signers: [waiting], approvals: [], people }),
  }
}

const choiceOf = (state: FlowRecord['urge']['state'], availableAt: number | null = null) =>
  reminderChoice(viewOf({ state, availableAt }), now)

it('offers what the proxy allows', () => {
  expect(choiceOf('possible')).toEqual({ kind: 'remind' })
  expect(choiceOf('unknown-people')).toEqual({ kind: 'reach' })
  expect(choiceOf('nobody')).toBeNull()
  expect(reminderChoice(viewOf(null), now)).toBeNull()
})

it('says from when a reminder is possible, and offers it then by itself', () => {
  expect(choiceOf('too-early', now + 1)).toEqual({
    kind: 'later',
    availableAt: now + 1,
    isRepeated: false,
    canReach: false,
  })
  expect(choiceOf('too-soon', now + 1)).toMatchObject({ isRepeated: true })
  expect(choiceOf('too-soon', now)).toEqual({ kind: 'remind' })
})

it('offers to reach people whom the app does not know before others can be reminded again', () => {
  const choice = (unreached: string[]) => {
    const view = viewOf({ state: 'too-soon', availableAt: now + 1, reached: ['李四'], unreached })
    return reminderChoice(view, now)
  }
  expect(choice(['周外'])).toMatchObject({ kind: 'later', canReach: true })
  expect(choice([])).toMatchObject({ kind: 'later', canReach: false })
})

it('offers to remind the others beside whom the requester has to sign', () => {
  const me = { name: '李四', order: 1, requirement: null, isMe: true, isWaitedFor: true } as const
  const view = viewOf({ state: 'possible', reached: ['王五'] }, [{ role: 'signer', ...me }])
  expect(reminderChoice(view, now)).toEqual({ kind: 'remind' })
})
