import { describe, expect, it } from 'vitest'
import type { FlowLog, Signer } from '#shared/rules/flow.ts'
import type { ApprovalNode, SealApproval } from '#shared/rules/seal-approval.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import { situationOf } from './situation-of.ts'
import { stageDurations } from './stage-durations.ts'

const hour = 3_600_000
const at = (hours: number) => Date.UTC(2026, 10, 20) + hours * hour

function log(type: LogType, hours: number | null, operator: string | null = null): FlowLog {
  const time = hours === null ? null : at(hours)
  return { type, typeCode: null, description: null, operator, time }
}

function newestFirst(logs: FlowLog[]): FlowLog[] {
  return logs.map((_, index) => logs[logs.length - 1 - index] ?? log('unknown', null))
}

/** @param logs oldest first */
function stagesOf(
  status: FlowStatus,
  logs: FlowLog[],
  rest: { signers?: Signer[]; approvals?: SealApproval[] } = {},
) {
  const initiator = { name: null, organization: null }
  const header = { taskId: 'PRO-1', title: null, statusCode: null, initiator }
  const flow = { ...header, status, logs: newestFirst(logs) }
  const facts = { flow, signers: rest.signers ?? null, approvals: rest.approvals ?? null }
  return stageDurations(facts, situationOf(facts))
}

/** Stages in short: kind, people, and hours at start and end. */
function short(stages: ReturnType<typeof stagesOf>) {
  const hours = (time: number | null) => (time === null ? null : (time - at(0)) / hour)
  return stages.map(({ kind, people, start, end }) => [kind, people, hours(start), hours(end)])
}

function signer(name: string, status: Signer['status']): Signer {
  return { name, status, statusCode: null }
}

function node(rest: Partial<ApprovalNode>): ApprovalNode {
  const unknown = { approver: null, statusCode: null, startTime: null }
  const undecided = { decisionTime: null, decisionTimeText: null }
  return { ...unknown, ...undecided, status: 'waiting', ...rest }
}

function approval(rest: Partial<SealApproval>): SealApproval {
  const unknown = { name: null, statusCode: null, sponsor: null, refuseReason: null }
  const times = { startTime: null, endTime: null }
  return { ...unknown, ...times, sealImageUrl: null, status: 'approving', nodes: [], ...rest }
}

const sent = [log('flow-created', 0, '张三'), log('flow-started', 1, '张三')]

describe('a flow that has ended', () => {
  it('has a stage for its preparation, each signature and its completion', () => {
    const logs = [
      ...sent,
      log('flow-viewed', 2, '李四'),
      log('signed', 5, '李四'),
      log('sign-notified', 5, '系统'),
      log('signed', 29, '王五'),
      log('flow-archived', 31, '系统'),
      log('flow-viewed', 40, '张三'),
    ]
    expect(short(stagesOf('completed', logs))).toEqual([
      ['preparation', ['张三'], 0, 1],
      ['signature', ['李四'], 1, 5],
      ['signature', ['王五'], 5, 29],
      ['completion', ['系统'], 29, 31],
    ])
  })

  it('has no stage for the moment that archiving takes', () => {
    const logs = [...sent, log('signed', 5, '李四'), log('flow-archived', 5.01, '系统')]
    expect(short(stagesOf('completed', logs))).toHaveLength(2)
    expect(stagesOf('completed', logs.slice(0, -1))).toHaveLength(2)
  })

  it.each([
    ['revoked', 'flow-revoked', 'revocation'],
    ['expired', 'flow-expired', 'expiry'],
    ['refused', 'sign-refused', 'refusal'],
  ] as const)('%s: the last stage is the wait until then', (status, type, kind) => {
    const stages = stagesOf(status, [...sent, log(type, 9, '王五'), log('signed', 12, '李四')])
    expect(short(stages)).toEqual([
      ['preparation', ['张三'], 0, 1],
      [kind, ['王五'], 1, 9],
    ])
  })

  it('has no stage for its later deletion', () => {
    const logs = [...sent, log('flow-revoked', 4, '张三'), log('flow-deleted', 90, '张三')]
    expect(short(stagesOf('deleted', logs)).at(-1)).toEqual(['revocation', ['张三'], 1, 4])
  })

  it.each(['terminated', 'completed', 'refused'] as const)(
    '%s: the end has no time when no record tells it',
    (status) => {
      expect(stagesOf(status, sent).at(-1)).toEqual({
        kind: 'unknown-end',
        people: [],
        times: 1,
        start: at(1),
        end: null,
        isRunning: false,
      })
    },
  )
})

describe('a flow in progress', () => {
  it('waits for the signers whose turn it is, since the last event that moved it', () => {
    const logs = [...sent, log('signed', 5, '张三'), log('flow-viewed', 8, '李四')]
    const signers = [signer('张三', 'signed'), signer('李四', 'waiting'), signer('王五', 'waiting')]
    const stages = stagesOf('signing', logs, { signers })
    expect(short(stages).at(-1)).toEqual(['waiting-for-signature', ['李四', '王五'], 5, null])
    expect(stages.map(({ isRunning }) => isRunning)).toEqual([false, false, true])
  })

  it('is in drafting until it is sent', () => {
    expect(short(stagesOf('draft', sent.slice(0, 1)))).toEqual([['drafting', [], 0, null]])
  })

  it.each(['unknown', 'signing'] as const)(
    '%s, without known signers, waits for nobody in particular',
    (status) => {
      expect(short(stagesOf(status, sent)).at(-1)).toEqual(['waiting', [], 1, null])
    },
  )

  it('counts how often signing was passed on', () => {
    const logs = [
      ...sent,
      log('sign-delegated', 2, '李四'),
      log('flow-handed-over', 3, '王五'),
      log('sign-delegated', 4, '李四'),
      log('signed', 6, '赵六'),
    ]
    const stages = stagesOf('signing', logs)
    expect(short(stages)[1]).toEqual(['passing-on', ['李四', '王五'], 1, 4])
    expect(stages[1]?.times).toBe(3)
    expect(short(stages)[2]).toEqual(['signature', ['赵六'], 4, 6])
  })
})

describe('seal approval', () => {
  const asked = log('seal-approval-started', 3, '李四')

  it('is a stage of its own, with one more for each decision', () => {
    const nodes = [
      node({ approver: '王五', status: 'agreed', decisionTime: at(4) }),
      node({ approver: '赵六', status: 'agreed', decisionTime: at(10) }),
    ]
    const agreed = approval({
      status: 'agreed',
      sponsor: '李四',
      startTime: at(3),
      endTime: at(10),
      nodes,
    })
    const logs = [
      ...sent,
      asked,
      log('seal-approval-agreed', 10, '赵六'),
      log('signed', 11, '李四'),
    ]
    const stages = stagesOf('signing', logs, { approvals: [agreed] })
    expect(short(stages).slice(1, -1)).toEqual([
      ['seal-request', ['李四'], 1, 3],
      ['seal-approval', ['王五'], 3, 4],
      ['seal-approval', ['赵六'], 4, 10],
      ['signature', ['李四'], 10, 11],
    ])
  })

  it('is known from the approval when the log does not say', () => {
    const refused = approval({
      status: 'refused',
      sponsor: '李四',
      startTime: at(3),
      endTime: at(8),
      nodes: [node({ approver: '王五', status: 'refused' })],
    })
    expect(short(stagesOf('signing', sent, { approvals: [refused] })).slice(1)).toEqual([
      ['seal-request', ['李四'], 1, 3],
      ['seal-refusal', ['王五'], 3, 8],
      ['waiting', [], 8, null],
    ])
  })

  it('is one stage when log and approval differ by a moment', () => {
    const running = approval({ sponsor: '李四', startTime: at(3) + 30_000 })
    const stages = stagesOf('signing', [...sent, asked], { approvals: [running] })
    expect(short(stages).map(([kind]) => kind)).toEqual([
      'preparation',
      'seal-request',
      'waiting-for-seal-approval',
    ])
  })

  it('names who has to decide now', () => {
    const nodes = [node({ approver: '王五', status: 'approving' })]
    const stages = stagesOf('signing', [...sent, asked], { approvals: [approval({ nodes })] })
    expect(short(stages).at(-1)).toEqual(['waiting-for-seal-approval', ['王五'], 3, null])
  })
})

describe('what e签宝 leaves out or contradicts', () => {
  it('records without a time, or none at all, make no stages', () => {
    expect(stagesOf('signing', [])).toEqual([])
    expect(stagesOf('completed', [log('signed', null, '李四')])).toEqual([])
    const stages = stagesOf('signing', [...sent, log('signed', null, '李四')])
    expect(short(stages)).toEqual([
      ['preparation', ['张三'], 0, 1],
      ['waiting', [], 1, null],
    ])
  })

  it('no stage has a negative duration', () => {
    const logs = [
      log('flow-started', 6, '张三'),
      log('signed', 4, '李四'),
      log('flow-created', 5, '张三'),
      log('flow-created', 7, '张三'),
      log('flow-started', 9, '张三'),
    ]
    const stages = stagesOf('signing', logs)
    expect(short(stages)).toEqual([
      ['preparation', ['张三'], 4, 6],
      ['waiting', [], 6, null],
    ])
  })

  it('a record may lack its person', () => {
    const stages = stagesOf('signing', [...sent, log('signed', 3)])
    expect(short(stages)[1]).toEqual(['signature', [], 1, 3])
  })

  it('the beginning may be missing', () => {
    const stages = stagesOf('completed', [log('signed', 3, '李四'), log('signed', 5, '王五')])
    expect(short(stages)).toEqual([['signature', ['王五'], 3, 5]])
  })
})
