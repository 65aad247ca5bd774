import { expect, it } from 'vitest'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { FlowState } from '#proxy/base/store/outbox/flow-state.ts'
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

function kinds(before: FlowState | null, after: FlowState): string[] {
  return kindsOf({ corpId: 'dingcorp', taskId: 'PRO-1', before, after, at })
}

const signedBy = (count: number) => ({ signed: { count, total: 2 } })
const isNew = { createdAt: at, isByApp: true, readAt: null }

it('tells that a contract has started: one of ours, a finished draft, one found soon', () => {
  expect(kinds(null, state('signing', isNew))).toEqual(['contract.started'])
  expect(kinds(state('draft'), state('signing'))).toEqual(['contract.started'])
  expect(kinds(null, state('signing', { createdAt: at - dayMs }))).toEqual(['contract.started'])
  expect(kinds(null, state('signing'))).toEqual([])
  expect(kinds(null, state('signing', { createdAt: null }))).toEqual([])
  expect(kinds(state('signing', isNew), state('signing', { createdAt: at }))).toEqual([])
})

it('says nothing of what e签宝 has not confirmed', () => {
  expect(kinds(null, state('signing', { createdAt: at, readAt: null }))).toEqual([])
  const registered = state('unknown', { createdAt: at, readAt: null })
  const read = state('signing', { createdAt: at })
  expect(kinds(registered, { ...registered, title: '租赁合同' })).toEqual([])
  expect(kinds(registered, read)).toEqual(['contract.started'])
})

it('tells that somebody has signed, ahead of what follows from it', () => {
  const first = state('signing', signedBy(0))
  expect(kinds(first, state('signing', signedBy(1)))).toEqual(['contract.signed'])
  expect(kinds(first, state('signing', signedBy(0)))).toEqual([])
  expect(kinds(first, state('completed', signedBy(2)))).toEqual([
    'contract.signed',
    'contract.completed',
  ])
  expect(kinds(state('signing', isNew), state('signing', signedBy(1)))).toEqual(['contract.signed'])
  // Read before, but without its signers: who knows when they signed.
  expect(kinds(state('signing'), state('signing', signedBy(1)))).toEqual([])
})

it.each<[FlowStatus, string]>([
  ['completed', 'contract.completed'],
  ['refused', 'contract.refused'],
  ['revoked', 'contract.revoked'],
  ['terminated', 'contract.revoked'],
  ['deleted', 'contract.revoked'],
  ['expired', 'contract.expired'],
])('tells once that a contract is %s, unless that was long ago', (status, kind) => {
  expect(kinds(state('signing'), state(status))).toEqual([kind])
  expect(kinds(state(status), state(status, { title: '租赁合同' }))).toEqual([])
  expect(kinds(null, state(status))).toEqual([])
  expect(kinds(state('signing'), state(status, step('refused', at - 4 * dayMs)))).toEqual([])
})

it('tells of a refusal once, though e签宝 ends the contract later', () => {
  const refused = state('signing', step('refused-not-ended'))
  expect(kinds(state('signing'), refused)).toEqual(['contract.refused'])
  expect(kinds(refused, state('refused', step('refused')))).toEqual([])
})
