import { expect, it } from 'vitest'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { FlowState } from '#proxy/base/store/flows/flow-types.ts'
import { kindsOf } from './plan-webhooks.ts'

const at = 1_700_000_000_000
const dayMs = 24 * 60 * 60_000

function state(status: FlowStatus, more: Partial<FlowState> = {}): FlowState {
  return {
    title: '采购合同',
    status,
    nextStep: null,
    signed: null,
    lastLogAt: null,
    deadline: null,
    initiator: { userId: 'zhangsan', name: '张三', organization: null },
    createdAt: at - 10 * dayMs,
    isByApp: false,
    readAt: at - dayMs,
    isPlanned: true,
    turnsBy: null,
    people: [],
    reminders: null,
    ...more,
  }
}

function step(kind: NextStepKind, since: number | null = null) {
  return { nextStep: { kind, people: ['李四'], since, followedBy: [], reason: null } }
}

const signedBy = (count: number) => ({ signed: { count, total: 2 } })

function kinds(before: FlowState | null, after: FlowState): string[] {
  return kindsOf({ corpId: 'dingcorp', taskId: 'PRO-1', before, after, at })
}

// What has happened is shown beside `happenings`; here, what webhooks call it.
it.each<[string, FlowState | null, FlowState]>([
  ['contract.started', null, state('signing', { createdAt: at })],
  ['contract.signed', state('signing', signedBy(0)), state('signing', signedBy(1))],
  ['contract.refused', state('signing'), state('refused', step('refused'))],
  ['contract.completed', state('signing'), state('completed')],
  ['contract.revoked', state('signing'), state('revoked')],
  ['contract.revoked', state('signing'), state('terminated')],
  ['contract.revoked', state('signing'), state('deleted')],
  ['contract.expired', state('signing'), state('expired')],
])('tells %s', (kind, before, after) => {
  expect(kinds(before, after)).toEqual([kind])
})

it('tells what happened in its order, and of a deadline not before it is near', () => {
  const first = state('signing', signedBy(0))
  expect(kinds(first, state('completed', signedBy(2)))).toEqual([
    'contract.signed',
    'contract.completed',
  ])
  const deadline = at + 5 * dayMs
  expect(kinds(first, state('signing', { ...signedBy(0), deadline }))).toEqual([])
})

it('tells the end of a contract that it was told of before e签宝 was asked', () => {
  const registered = state('unknown', { createdAt: at, readAt: null })
  expect(kinds(registered, state('completed'))).toEqual(['contract.completed'])
})
