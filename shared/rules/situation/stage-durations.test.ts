import { describe, expect, it } from 'vitest'
import type { FlowLog, Signer } from '#shared/rules/flow.ts'
import type { ApprovalNode, SealApproval } from '#shared/rules/seal-approval.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import { situationOf } from './situation-of.ts'
import { isMilestone, stageDurations } from './stage-durations.ts'

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

  it('names who may be waited for, and who is waited for to do different things', () => {
    const anyone = [signer('李四', 'unsigned'), signer('王五', 'unsigned')]
    const last = (signers: Signer[], approvals: SealApproval[] = []) =>
      short(stagesOf('signing', sent, { signers, approvals })).at(-1)
    expect(last(anyone)).toEqual(['waiting-for-signature', ['李四', '王五'], 1, null])
    const several = [signer('李四', 'waiting'), signer('王五', 'in-approval')]
    const nodes = [node({ approver: '赵六', status: 'approving' })]
    const running = approval({ sponsor: '王五', nodes })
    expect(last(several, [running])).toEqual(['waiting', ['李四', '赵六'], 1, null])
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

describe('what is left out', () => {
  it('is a completion within a minute of the last signature, and no other stage', () => {
    const minute = 1 / 60
    const logs = [
      ...sent,
      log('signed', 2, '李四'),
      log('signed', 2 + minute / 2, '王五'),
      log('flow-archived', 3, '系统'),
    ]
    expect(short(stagesOf('completed', logs)).map(([kind]) => kind)).toEqual([
      'preparation',
      'signature',
      'signature',
      'completion',
    ])
    const archived = log('flow-archived', 5 + minute, '系统')
    const stages = stagesOf('completed', [...sent, log('signed', 5, '李四'), archived])
    expect(stages.at(-1)?.kind).toBe('completion')
  })

  it('is what follows the last expiry, of several', () => {
    const logs = [...sent, log('flow-expired', 4), log('signed', 6, '李四'), log('flow-expired', 9)]
    expect(short(stagesOf('expired', [...logs, log('signed', 12, '王五')]))).toEqual([
      ['preparation', ['张三'], 0, 1],
      ['expiry', [], 1, 4],
      ['signature', ['李四'], 4, 6],
      ['expiry', [], 6, 9],
    ])
  })

  it('is all that follows the end of a flow whose beginning is missing', () => {
    expect(stagesOf('revoked', [log('flow-revoked', 4), log('signed', 6, '李四')])).toEqual([])
  })

  it('is a record that is no milestone or has no time', () => {
    expect(isMilestone(log('signed', 1))).toBe(true)
    expect(isMilestone(log('signed', null))).toBe(false)
    expect(isMilestone(log('flow-viewed', 1))).toBe(false)
  })
})

it('passing on may be the first stage', () => {
  const logs = [log('flow-started', 1, '张三'), log('sign-delegated', 2, '李四')]
  expect(short(stagesOf('signing', logs))[0]).toEqual(['passing-on', ['李四'], 1, 2])
})

describe('an approval beside the log', () => {
  /** Stages after the preparation and before the one that lasts. */
  function between(logs: FlowLog[], ...approvals: SealApproval[]) {
    return short(stagesOf('signing', [...sent, ...logs], { approvals })).slice(1, -1)
  }
  const requested = (hours: number, person: string | null = '李四') =>
    log('seal-approval-started', hours, person)
  const request = (hours: number | null, sponsor: string | null = '李四') =>
    approval({ sponsor, startTime: hours === null ? null : at(hours) })

  it('is the same event where either lacks the person, and another one of somebody else', () => {
    expect(between([requested(3)], request(3, null))).toHaveLength(1)
    expect(between([requested(3, null)], request(3))).toHaveLength(1)
    expect(between([requested(3, null)], request(3, null))).toHaveLength(1)
    expect(between([requested(3)], request(3, '王五'))).toHaveLength(2)
    expect(between([log('signed', 3, '李四')], request(3, null))).toHaveLength(2)
  })

  it('is the same event up to two minutes before or after', () => {
    const minute = 1 / 60
    for (const minutes of [-2, 2])
      expect(between([requested(3)], request(3 + minutes * minute))).toHaveLength(1)
    for (const minutes of [-2.1, 2.1])
      expect(between([requested(3)], request(3 + minutes * minute))).toHaveLength(2)
  })

  it('is found among many records of a person', () => {
    const logs = [3, 5, 7, 9].map((hours) => requested(hours))
    for (const hours of [3, 5, 7, 9]) expect(between(logs, request(hours))).toHaveLength(4)
    for (const hours of [2, 4, 8, 10]) expect(between(logs, request(hours))).toHaveLength(5)
  })

  it('tells nothing without times', () => {
    const nodes = [node({ approver: '王五', status: 'agreed' })]
    const kindsOf = (one: SealApproval) =>
      short(stagesOf('signing', sent, { approvals: [one] })).map(([kind]) => kind)
    expect(kindsOf(request(null))).toEqual(['preparation', 'waiting-for-seal-approval'])
    expect(kindsOf(approval({ status: 'agreed', nodes }))).toEqual(['preparation', 'waiting'])
  })

  const decided = (approver: string, status: ApprovalNode['status'], hours?: number) =>
    node({ approver, status, decisionTime: hours === undefined ? null : at(hours) })
  const ended = (status: SealApproval['status'], hours: number | null, ...nodes: ApprovalNode[]) =>
    approval({
      status,
      sponsor: '李四',
      startTime: at(3),
      endTime: hours === null ? null : at(hours),
      nodes,
    })
  const asked = ['seal-request', ['李四'], 1, 3]

  it('is decided once for each of its steps', () => {
    const twice = [decided('王五', 'agreed', 4), decided('赵六', 'agreed', 10)]
    const both = [asked, ['seal-approval', ['王五'], 3, 4], ['seal-approval', ['赵六'], 4, 10]]
    for (const end of [10, 11, null])
      expect(between([], ended('agreed', end, ...twice))).toEqual(both)
  })

  it('is decided at its end by the last who decided that way, if the step has no time', () => {
    const steps = [
      decided('王五', 'agreed', 4),
      decided('赵六', 'refused'),
      decided('钱七', 'waiting'),
    ]
    expect(between([], ended('refused', 8, ...steps))).toEqual([
      asked,
      ['seal-approval', ['王五'], 3, 4],
      ['seal-refusal', ['赵六'], 4, 8],
    ])
    expect(between([], ended('agreed', 8))).toEqual([asked, ['seal-approval', [], 3, 8]])
  })

  it('is decided once at the time of its end', () => {
    const steps = [decided('王五', 'agreed', 8), decided('赵六', 'agreed')]
    expect(between([], ended('agreed', 8, ...steps))).toEqual([
      asked,
      ['seal-approval', ['王五'], 3, 8],
    ])
    expect(between([], ended('agreed', 9, ...steps))).toEqual([
      asked,
      ['seal-approval', ['王五'], 3, 8],
      ['seal-approval', ['赵六'], 8, 9],
    ])
  })

  it('is decided by the same person once, in whichever way the other steps ended', () => {
    const steps = [decided('王五', 'agreed', 4), decided('王五', 'refused')]
    expect(between([], ended('refused', 8, ...steps))).toEqual([
      asked,
      ['seal-approval', ['王五'], 3, 4],
      ['seal-refusal', ['王五'], 4, 8],
    ])
  })

  it('is not decided while it runs or if its status is unknown', () => {
    const steps = [decided('王五', 'unknown', 4)]
    for (const status of ['approving', 'unknown'] as const)
      expect(between([], ended(status, 8, ...steps))).toEqual([asked])
  })
})
