import { expect, it } from 'vitest'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { FlowState } from '#proxy/base/store/flows/flow-types.ts'
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

const endings: [FlowStatus, NextStepKind, string][] = [
  ['completed', 'completed', 'completed'],
  ['refused', 'refused', 'refused'],
  ['signing', 'refused-not-ended', 'refused'],
]

function newsOf(known: FlowState, after: FlowState) {
  const change = { corpId: 'dingcorp', taskId: 'PRO-1', before: known, after, at }
  return planNews(change).put.filter(({ kind }) => kind === 'news')
}

it.each(endings)(
  'tells that a flow is %s (%s), unless it was only registered',
  (status, kind, about) => {
    const after = state(status, kind, at - dayMs)
    expect(newsOf(before, after)).toMatchObject([
      { key: `news:PRO-1:${about}`, payload: { about } },
    ])
    expect(newsOf({ ...before, isByApp: false, readAt: null }, after)).toEqual([])
  },
)

it.each<FlowStatus>(['revoked', 'terminated', 'expired', 'deleted', 'unknown'])(
  'tells nobody that a flow is %s, and has the bars of earlier messages show it',
  (status) => {
    const after = state(status, 'unknown', at - dayMs)
    const change = { corpId: 'dingcorp', taskId: 'PRO-1', before, after, at }
    const { put, cancel } = planNews(change)
    expect(put.map(({ kind }) => kind)).toEqual(['bars'])
    expect(cancel).toEqual([
      { kind: 'news-deadline', exceptKeys: [] },
      { kind: 'news-stuck', exceptKeys: [] },
    ])
  },
)
