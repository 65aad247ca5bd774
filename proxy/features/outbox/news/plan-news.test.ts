import { expect, it } from 'vitest'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { FlowState } from '#proxy/base/store/outbox/flow-state.ts'
import { planNews } from './plan-news.ts'

const at = 1_700_000_000_000
const dayMs = 24 * 60 * 60_000

function state(status: FlowStatus, kind: NextStepKind, since: number | null): FlowState {
  return {
    title: '采购合同',
    status,
    nextStep: { kind, people: [], since, followedBy: [], reason: null },
    signed: null,
    lastLogAt: null,
    deadline: null,
    initiator: { userId: 'zhangsan', name: '张三', organization: null },
    createdAt: at - 10 * dayMs,
    isByApp: true,
    readAt: at - 5 * dayMs,
    isPlanned: true,
    turnsBy: null,
    people: [],
    reminders: null,
  }
}

const before = state('signing', 'waiting-for-signature', at - 6 * dayMs)

it.each<[FlowStatus, NextStepKind]>([
  ['completed', 'completed'],
  ['refused', 'refused'],
  ['signing', 'refused-not-ended'],
])('tells that a flow is %s (%s), unless that was more than three days ago', (status, kind) => {
  const newsOf = (since: number | null) => {
    const after = state(status, kind, since)
    const { put } = planNews({ corpId: 'dingcorp', taskId: 'PRO-1', before, after, at })
    return put.filter((row) => row.kind === 'news').length
  }
  expect(newsOf(at - 2 * dayMs)).toBe(1)
  expect(newsOf(null)).toBe(1)
  expect(newsOf(at - 4 * dayMs)).toBe(0)
})
