import { describe, expect, it } from 'vitest'
import type { Flow, FlowLog, Signer } from '#shared/rules/flow.ts'
import { approvalOf, logOf, nodeOf, signerOf } from '#shared/testing/flow-facts.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { logTypes, type LogType } from '#shared/rules/codes/log-type.ts'
import { affectsSituation, situationOf } from './situation-of.ts'
import type { SituationFacts } from './situation-facts.ts'
import { signerStatuses, type SignerStatus } from '#shared/rules/codes/signer-status.ts'

function log(type: LogType, time: number | null, operator: string | null = null): FlowLog {
  return logOf(type, time, operator, `${type} 的说明`)
}

/** @param logs newest first */
function flow(status: FlowStatus, logs: FlowLog[] = []): Flow {
  return {
    taskId: 'PRO-1',
    title: null,
    status,
    statusCode: null,
    initiator: { name: null, organization: null },
    logs,
  }
}

function approval(facts: Partial<SealApproval>): SealApproval {
  return approvalOf({ startTime: 50, ...facts })
}

function node(approver: string | null, status: SealApproval['status'], startTime = 60) {
  return nodeOf(approver, status, { startTime })
}

const nextStep = (facts: SituationFacts) => situationOf(facts).next

const sent = [log('signed', 20, '张三'), log('flow-started', 10), log('flow-created', 5)]

describe('while it is being signed', () => {
  it('names those whose turn it is, since when, and who follows', () => {
    const facts = {
      flow: flow('signing', [log('flow-viewed', 90, '李四'), ...sent]),
      signers: [
        signerOf('张三', 'signed'),
        signerOf('李四', 'waiting'),
        signerOf('孙八', 'unsigned'),
      ],
      approvals: [],
    }
    expect(nextStep(facts)).toMatchObject({
      kind: 'waiting-for-signature',
      people: ['李四'],
      since: 20,
      followedBy: ['孙八'],
      reason: null,
    })
  })

  it('names all whose turn it is at the same time', () => {
    const signers = [
      signerOf('李四', 'waiting'),
      signerOf(null, 'waiting'),
      signerOf('王五', 'waiting'),
    ]
    expect(nextStep({ flow: flow('signing'), signers, approvals: [] })).toMatchObject({
      kind: 'waiting-for-signature',
      people: ['李四', '王五'],
      since: null,
    })
  })

  it('names all who may be next when the turn is unknown', () => {
    const signers = [
      signerOf('张三', 'signed'),
      signerOf('李四', 'unsigned'),
      signerOf('王五', 'unknown'),
    ]
    expect(nextStep({ flow: flow('signing', sent), signers, approvals: null })).toMatchObject({
      kind: 'waiting-for-anyone',
      people: ['李四', '王五'],
    })
  })

  describe('with the people that the app knows', () => {
    const known = (name: string | null, order: number | null, role: 'signer' | 'cc' = 'signer') => {
      return { name, order, role }
    }
    const signers = ['张三', '李四', '王五', '孙八'].map((name) =>
      signerOf(name, name === '张三' ? 'signed' : 'unsigned'),
    )
    const people = [known('张三', 1), known('孙八', 3), known('王五', 2), known('李四', 2)]
    const step = (facts: Partial<SituationFacts>) =>
      nextStep({ flow: flow('signing', sent), signers, approvals: null, people, ...facts })

    it('uses their signing order when upstream does not show the turn', () => {
      expect(step({})).toMatchObject({
        kind: 'waiting-for-signature',
        people: ['李四', '王五'],
        since: 20,
        followedBy: ['孙八'],
        reason: null,
      })
    })

    it('follows upstream when it shows the turn', () => {
      const upstreamSigners = [signerOf('孙八', 'waiting'), signerOf('李四', 'unsigned')]
      expect(step({ signers: upstreamSigners })).toMatchObject({
        people: ['孙八'],
        followedBy: ['李四'],
      })
    })

    it.each([
      ['one of them is not known', people.slice(0, 3)],
      ['of one the order is not known', [...people.slice(0, 3), known('李四', null)]],
      ['two have the same name', [...people, known('李四', 4)]],
      ['one only gets a copy', [...people.slice(0, 3), known('李四', 1, 'cc')]],
      ['nobody is known', []],
    ])('waits for anyone when %s', (_when, some) => {
      expect(step({ people: some })).toMatchObject({
        kind: 'waiting-for-anyone',
        people: ['李四', '王五', '孙八'],
      })
    })

    it('waits for anyone when two signers have the same name', () => {
      const twice = [...signers, signerOf('孙八', 'signed')]
      expect(step({ signers: twice }).kind).toBe('waiting-for-anyone')
    })

    it('waits for anyone when somebody may have signed', () => {
      const unclear = [...signers.slice(0, 3), signerOf('孙八', 'unknown')]
      expect(step({ signers: unclear }).kind).toBe('waiting-for-anyone')
    })
  })

  it.each([[null], [[]]])('says so when the signers are unknown (%j)', (signers) => {
    expect(nextStep({ flow: flow('signing', sent), signers, approvals: null })).toMatchObject({
      kind: 'signing-unknown-who',
      people: [],
      since: 20,
    })
  })

  it('reports the contradiction when everybody has signed and the flow continues', () => {
    const signers = [signerOf('张三', 'signed'), signerOf('李四', 'signed')]
    expect(nextStep({ flow: flow('signing', sent), signers, approvals: [] }).kind).toBe(
      'all-signed-not-completed',
    )
  })

  it('reports the contradiction when somebody has refused and the flow continues', () => {
    const logs = [log('sign-refused', 30, '李四'), ...sent]
    const signers = [signerOf('李四', 'refused'), signerOf('孙八', 'waiting')]
    expect(nextStep({ flow: flow('signing', logs), signers, approvals: [] })).toMatchObject({
      kind: 'refused-not-ended',
      people: ['李四'],
      since: 30,
      followedBy: [],
      reason: 'sign-refused 的说明',
    })
  })

  it.each([
    { what: 'signers', signers: [signerOf('李四', 'refused'), signerOf('孙八', 'in-approval')] },
    { what: 'log', signers: null },
  ])('waits for no seal approval when somebody has refused, by the $what', ({ signers }) => {
    const logs = [log('sign-refused', 30, '李四'), ...sent]
    const people = ['李四', '孙八'].map((name) => ({ role: 'signer' as const, name, order: 1 }))
    const approvals = [approval({ status: 'approving', sponsor: '孙八' })]
    const situation = situationOf({ flow: flow('signing', logs), signers, approvals, people })
    expect(situation.next.kind).toBe('refused-not-ended')
    expect(situation.approvals).toMatchObject([{ state: 'running', isWaitedFor: false }])
  })
})

describe('seal approval', () => {
  const signers = [signerOf('李四', 'in-approval'), signerOf('孙八', 'unsigned')]

  it('is waited for while it runs, at whichever step', () => {
    const nodes = [node('王五', 'agreed'), node('赵六', 'approving', 70), node('钱七', 'waiting')]
    const facts = { flow: flow('signing', sent), signers, approvals: [approval({ nodes })] }
    expect(nextStep(facts)).toMatchObject({
      kind: 'waiting-for-seal-approval',
      people: ['赵六'],
      since: 70,
      followedBy: ['孙八'],
      reason: null,
    })
  })

  it('waits for its first step when no step has begun', () => {
    const waiting = approval({ status: 'waiting', nodes: [node('王五', 'waiting')] })
    expect(nextStep({ flow: flow('signing'), signers, approvals: [waiting] }).people).toEqual([
      '王五',
    ])
  })

  it('is known from the signer when the approvals could not be read', () => {
    expect(nextStep({ flow: flow('signing'), signers, approvals: null })).toMatchObject({
      kind: 'waiting-for-seal-approval',
      people: [],
    })
  })

  it('names who refused and why', () => {
    const refused = approval({
      status: 'refused',
      endTime: 80,
      refuseReason: '金额有误',
      nodes: [node('王五', 'refused')],
    })
    const facts = {
      flow: flow('signing', sent),
      signers: [signerOf('李四', 'waiting')],
      approvals: [refused],
    }
    expect(nextStep(facts)).toMatchObject({
      kind: 'seal-approval-refused',
      people: ['王五'],
      since: 80,
      reason: '金额有误',
    })
  })

  it('is judged by its latest attempt', () => {
    const approvals = [
      approval({ status: 'refused', startTime: 30 }),
      approval({ status: 'agreed', startTime: 40 }),
    ]
    const facts = { flow: flow('signing', sent), signers: [signerOf('李四', 'waiting')], approvals }
    expect(nextStep(facts).kind).toBe('waiting-for-signature')
  })
})

describe('at the end', () => {
  it('names who refused and why', () => {
    const logs = [log('sign-refused', 30, '孙八'), ...sent]
    expect(nextStep({ flow: flow('refused', logs), signers: null, approvals: null })).toMatchObject(
      { kind: 'refused', people: ['孙八'], since: 30, reason: 'sign-refused 的说明' },
    )
  })

  it('gives the reason of a revocation when the log has it', () => {
    const unread = { signers: null, approvals: null }
    const logs = [log('flow-revoked', 30, '张三'), ...sent]
    expect(nextStep({ flow: flow('revoked', logs), ...unread })).toMatchObject({
      kind: 'revoked',
      people: [],
      since: 30,
      followedBy: [],
      reason: 'flow-revoked 的说明',
    })
    expect(nextStep({ flow: flow('revoked', sent), ...unread }).reason).toBeNull()
  })

  it('takes who refused from the signers when the log does not say', () => {
    const signers = [signerOf('张三', 'signed'), signerOf('孙八', 'refused')]
    expect(nextStep({ flow: flow('refused'), signers, approvals: null })).toMatchObject({
      people: ['孙八'],
      reason: null,
    })
  })

  it('reports the contradiction when a completed flow lacks a signature', () => {
    const signers = [signerOf('张三', 'signed'), signerOf('李四', 'waiting')]
    expect(nextStep({ flow: flow('completed'), signers, approvals: null })).toMatchObject({
      kind: 'completed-not-all-signed',
      people: ['李四'],
    })
    const filed = flow('completed', [log('flow-archived', 30)])
    expect(nextStep({ flow: filed, signers, approvals: null }).since).toBe(30)
    expect(nextStep({ flow: flow('completed'), signers: null, approvals: null }).kind).toBe(
      'completed',
    )
  })

  it('waits for no seal approval', () => {
    const facts = { signers: [signerOf('李四', 'waiting')], approvals: [approval({})] }
    expect(situationOf({ flow: flow('expired'), ...facts }).approvals).toMatchObject([
      { state: 'running', isWaitedFor: false },
    ])
  })

  it.each(['draft', 'revoked', 'terminated', 'expired', 'deleted', 'unknown'] as const)(
    'is the status itself for %s',
    (status) => {
      const signers = [signerOf('李四', 'waiting')]
      expect(nextStep({ flow: flow(status), signers, approvals: [approval({})] })).toMatchObject({
        kind: status,
        people: [],
      })
    },
  )
})

describe('the state of a signer', () => {
  /** State and source of each, in a flow without records. */
  function statesOf(status: FlowStatus, ...statuses: SignerStatus[]) {
    const signers = statuses.map((one, index) => signerOf(`签署人${index}`, one))
    const situation = situationOf({ flow: flow(status), signers, approvals: null })
    return situation.signers.map(({ state, evidence }) => [state, evidence])
  }

  it("is e签宝's while the flow is being signed", () => {
    expect(statesOf('signing', 'signed', 'waiting', 'in-approval', 'unsigned', 'unknown')).toEqual([
      ['done', 'status'],
      ['due', 'status'],
      ['held', 'status'],
      ['later', 'status'],
      ['unknown', null],
    ])
  })

  it('is later than that of another who is held, and unknown beside nobody', () => {
    expect(statesOf('signing', 'in-approval', 'unsigned')[1]).toEqual(['later', 'status'])
    expect(statesOf('signing', 'signed', 'unsigned')[1]).toEqual(['unknown', null])
  })

  it('is later for all who have not decided on a draft', () => {
    expect(statesOf('draft', ...signerStatuses).map(([state]) => state)).toEqual(
      signerStatuses.map((status) =>
        status === 'signed' ? 'done' : status === 'refused' ? 'refused' : 'later',
      ),
    )
    expect(statesOf('draft', 'waiting', 'unsigned')).toEqual([
      ['later', 'status'],
      ['later', 'status'],
    ])
  })

  it('is unknown without a decision once the flow has ended or somebody has refused', () => {
    for (const status of ['expired', 'completed'] as const)
      expect(statesOf(status, 'signed', 'waiting', 'unsigned', 'in-approval')).toEqual([
        ['done', 'status'],
        ['unknown', null],
        ['unknown', null],
        ['unknown', null],
      ])
    expect(statesOf('signing', 'refused', 'waiting', 'unsigned')).toEqual([
      ['refused', 'status'],
      ['unknown', null],
      ['unknown', null],
    ])
  })

  it('is by the order where e签宝 does not show the turn', () => {
    const signers = ['张三', '李四'].map((name) => signerOf(name, 'unsigned'))
    const people = [
      { role: 'cc' as const, name: '钱七', order: null },
      { role: 'signer' as const, name: '李四', order: 2 },
      { role: 'signer' as const, name: '张三', order: 1 },
    ]
    const facts = { flow: flow('signing', sent), signers, approvals: null, people }
    expect(situationOf(facts).signers).toEqual([
      {
        name: '张三',
        state: 'due',
        evidence: 'order',
        since: 10,
        sinceBy: 'order',
        order: 1,
        person: 2,
        isPersonSure: true,
      },
      {
        name: '李四',
        state: 'later',
        evidence: 'order',
        since: null,
        sinceBy: null,
        order: 2,
        person: 1,
        isPersonSure: true,
      },
    ])
  })

  it('is uncertain as to the person where signing was passed on', () => {
    const signers = [signerOf('张三', 'waiting'), signerOf('李四', 'waiting')]
    const people = ['张三', '李四'].map((name) => ({ role: 'signer' as const, name, order: null }))
    const logs = [log('sign-delegated', 30, '张三'), ...sent]
    const facts = { flow: flow('signing', logs), signers, approvals: null, people }
    expect(situationOf(facts).signers).toMatchObject([
      { person: 0, isPersonSure: false },
      { person: 1, isPersonSure: true },
    ])
  })

  it('is of an unknown person under a new name where signing was passed on', () => {
    const signers = [signerOf('张三', 'signed'), signerOf('小李', 'unsigned')]
    const people = ['张三', '李四'].map((name) => ({ role: 'signer' as const, name, order: 1 }))
    const logs = [log('sign-delegated', 30, '李四'), ...sent]
    const facts = { flow: flow('signing', logs), signers, approvals: null, people }
    expect(situationOf(facts).signers[1]).toMatchObject({ person: null, order: 1, state: 'due' })
  })

  it('is for nobody of the people if the flow was started elsewhere', () => {
    const signers = [signerOf('张三', 'waiting')]
    expect(
      situationOf({ flow: flow('signing'), signers, approvals: null }).signers[0],
    ).toMatchObject({ order: null, person: null, isPersonSure: false })
  })
})

describe('signers who could not be read', () => {
  function signersOf(logs: FlowLog[], ...people: { name: string | null; role?: 'cc' }[]) {
    const started = people.map(({ name, role = 'signer' as const }) => ({ role, name, order: 1 }))
    const facts = { flow: flow('signing', logs), signers: null, approvals: null, people: started }
    return situationOf(facts).signers
  }

  it('are the people the flow was started with, and what they decided by the log', () => {
    const viewed = ['张三', '李四', '孙八'].map((name) => log('flow-viewed', 40, name))
    const logs = [...viewed, log('sign-refused', 30, '李四'), ...sent]
    const people = [
      { name: '钱七', role: 'cc' as const },
      ...['张三', '李四', '孙八'].map((name) => ({ name })),
    ]
    const rest = { order: 1, isPersonSure: true }
    const by = { evidence: 'log', sinceBy: 'log' }
    expect(signersOf(logs, ...people)).toEqual([
      { name: '张三', state: 'done', since: 20, person: 1, ...by, ...rest },
      { name: '李四', state: 'refused', since: 30, person: 2, ...by, ...rest },
      {
        name: '孙八',
        state: 'unknown',
        since: null,
        person: 3,
        evidence: null,
        sinceBy: null,
        ...rest,
      },
    ])
    expect(
      situationOf({ flow: flow('signing', logs), signers: null, approvals: null }).signers,
    ).toEqual([])
  })

  it('are not known as to namesakes, to people without a name and to who passed signing on', () => {
    const logs = [
      log('sign-delegated', 30, '张三'),
      log('signed', 20, '李四'),
      log('signed', 15, '张三'),
      log('signed', 12),
    ]
    const signers = signersOf(
      logs,
      { name: '张三' },
      { name: '李四' },
      { name: '李四' },
      { name: null },
    )
    const unknown = { state: 'unknown', evidence: null, since: null, isPersonSure: false }
    expect(signers).toMatchObject([unknown, unknown, unknown, unknown])
  })

  it('leave the signer of a refused approval unknown', () => {
    const people = [{ role: 'signer' as const, name: '张三', order: 1 }]
    const approvals = [approval({ status: 'refused', sponsor: '李四' })]
    const logs = [log('signed', 20, '张三')]
    const facts = { flow: flow('signing', logs), signers: null, approvals, people }
    expect(situationOf(facts).approvals).toMatchObject([{ signer: null, isOpenRefusal: true }])
  })
})

describe('since when somebody is in a state', () => {
  function sinceOf(
    signers: Signer[],
    approvals: SealApproval[] | null,
    logs: FlowLog[] = sent,
    status: FlowStatus = 'signing',
  ) {
    const situation = situationOf({ flow: flow(status, logs), signers, approvals })
    return situation.signers.map(({ state, since, sinceBy }) => [state, since, sinceBy])
  }

  it('is the record of a decision', () => {
    const logs = [log('sign-refused', 30, '李四'), ...sent]
    const signers = [
      signerOf('张三', 'signed'),
      signerOf('李四', 'refused'),
      signerOf('孙八', 'signed'),
    ]
    expect(sinceOf(signers, null, logs, 'refused')).toEqual([
      ['done', 20, 'log'],
      ['refused', 30, 'log'],
      ['done', null, null],
    ])
  })

  it('is the request for an approval that runs', () => {
    const running = approval({ sponsor: '李四' })
    const held = ['held', 50, 'approval']
    expect(sinceOf([signerOf('李四', 'in-approval')], [running])).toEqual([held])
    const agreed = approval({ status: 'agreed', sponsor: '孙八', startTime: 15 })
    expect(sinceOf([signerOf('李四', 'in-approval')], [agreed, running])).toEqual([held])
    const untimed = approval({ sponsor: '李四', startTime: null })
    for (const approvals of [[untimed], [], null])
      expect(sinceOf([signerOf('李四', 'in-approval')], approvals)).toEqual([['held', null, null]])
  })

  it('holds the signer by the approval even if e签宝 shows the turn', () => {
    const signers = [signerOf('孙八', 'waiting'), signerOf('李四', 'waiting')]
    const approvals = [approval({ sponsor: '李四' })]
    const situation = situationOf({ flow: flow('signing', sent), signers, approvals })
    expect(situation.signers).toMatchObject([
      { state: 'due', evidence: 'status' },
      { state: 'held', evidence: 'approval', since: 50, sinceBy: 'approval' },
    ])
    const held = situationOf({
      flow: flow('signing', sent),
      signers: [signerOf('李四', 'in-approval')],
      approvals,
    })
    expect(held.signers[0]).toMatchObject({ state: 'held', evidence: 'status' })
  })

  const refusedAt = (endTime: number, sponsor = '李四') =>
    approval({ status: 'refused', sponsor, startTime: 15, endTime })

  it('is the refusal of a seal approval, unless the turn began later', () => {
    const signers = [signerOf('张三', 'signed'), signerOf('李四', 'waiting')]
    expect(sinceOf(signers, [refusedAt(60)])[1]).toEqual(['due', 60, 'approval'])
    expect(sinceOf(signers, [refusedAt(18)])[1]).toEqual(['due', 20, 'log'])
    expect(sinceOf(signers, [refusedAt(20)])[1]).toEqual(['due', 20, 'log'])
    expect(sinceOf(signers, [refusedAt(60)], [])[1]).toEqual(['due', 60, 'approval'])
  })

  it('is the turn of another signer, whatever was refused to this one', () => {
    const signers = [signerOf('孙八', 'waiting'), signerOf('李四', 'waiting')]
    expect(sinceOf(signers, [refusedAt(60)])).toEqual([
      ['due', 20, 'log'],
      ['due', 60, 'approval'],
    ])
  })

  it('is the turn of a namesake of whom a seal approval was refused', () => {
    const two = [signerOf('李四', 'waiting'), signerOf('李四', 'waiting')]
    expect(sinceOf(two, [refusedAt(60)])).toEqual([
      ['due', 60, 'approval'],
      ['due', 20, 'log'],
    ])
  })

  it('is the turn if it began no sooner than a refusal that may be that of a namesake', () => {
    const signers = [signerOf('李四', 'signed'), signerOf('李四', 'waiting')]
    const logs = [log('signed', 70, '李四'), ...sent]
    expect(sinceOf(signers, [refusedAt(60)], logs)[1]).toEqual(['due', 70, 'log'])
    const two = [signerOf('李四', 'waiting'), signerOf('李四', 'waiting')]
    const asked = [log('seal-approval-started', 80, '李四'), log('signed', 70, '张三'), ...sent]
    expect(sinceOf(two, [refusedAt(70)], asked)[0]).toEqual(['due', 70, 'log'])
  })

  it('is unknown if a refusal since then may be that of a namesake', () => {
    const names = ['李四', '李四', '孙八']
    const signers = names.map((name, index) => signerOf(name, index === 0 ? 'signed' : 'waiting'))
    const people = names.map((name) => ({ role: 'signer' as const, name, order: 1 }))
    const logs = [log('signed', 70, '李四'), ...sent]
    const facts = { flow: flow('signing', logs), signers, people }
    const since = (...approvals: SealApproval[]) =>
      situationOf({ ...facts, approvals }).signers.map((one) => [one.since, one.sinceBy])
    const other = [10, 'order']
    expect(since(refusedAt(60))).toEqual([[70, 'log'], [null, null], other])
    expect(since(approval({ status: 'agreed', endTime: 80 }), refusedAt(60))[1]).toEqual([
      null,
      null,
    ])
    expect(since(refusedAt(60, '周九'))).toEqual([[70, 'log'], other, other])
    expect(
      since(refusedAt(75, '周九'), approval({ status: 'agreed', sponsor: '李四', endTime: 80 })),
    ).toEqual([[70, 'log'], other, other])
  })
})

describe('a record', () => {
  it('may affect the situation if it moves the flow on or tells of a turn', () => {
    expect(logTypes.filter((type) => affectsSituation(log(type, 1)))).toEqual([
      'flow-deleted',
      'flow-started',
      'flow-revoked',
      'flow-expired',
      'flow-archived',
      'flow-handed-over',
      'signed',
      'sign-delegated',
      'sign-notified',
      'sign-refused',
      'seal-approval-started',
      'seal-approval-agreed',
      'seal-approval-refused',
    ])
  })
})
