import { describe, expect, it } from 'vitest'
import type { Flow, FlowLog, Signer } from '#shared/rules/flow.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import { situationOf } from './situation-of.ts'
import type { SituationFacts } from './situation-facts.ts'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'

function log(type: LogType, time: number | null, operator: string | null = null): FlowLog {
  return { type, typeCode: null, description: `${type} 的说明`, operator, time }
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

function signer(name: string | null, status: SignerStatus): Signer {
  return { name, status, statusCode: null }
}

function approval(rest: Partial<SealApproval>): SealApproval {
  return {
    name: null,
    status: 'approving',
    statusCode: null,
    sponsor: null,
    startTime: 50,
    endTime: null,
    refuseReason: null,
    sealImageUrl: null,
    nodes: [],
    ...rest,
  }
}

function node(approver: string | null, status: SealApproval['status'], startTime = 60) {
  const undecided = { decisionTime: null, decisionTimeText: null }
  return { approver, status, statusCode: null, startTime, ...undecided }
}

const nextStep = (facts: SituationFacts) => situationOf(facts).next

const sent = [log('signed', 20, '张三'), log('flow-started', 10), log('flow-created', 5)]

describe('while it is being signed', () => {
  it('names those whose turn it is, since when, and who follows', () => {
    const facts = {
      flow: flow('signing', [log('flow-viewed', 90, '李四'), ...sent]),
      signers: [signer('张三', 'signed'), signer('李四', 'waiting'), signer('孙八', 'unsigned')],
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
    const signers = [signer('李四', 'waiting'), signer(null, 'waiting'), signer('王五', 'waiting')]
    expect(nextStep({ flow: flow('signing'), signers, approvals: [] })).toMatchObject({
      kind: 'waiting-for-signature',
      people: ['李四', '王五'],
      since: null,
    })
  })

  it('names all who may be next when the turn is unknown', () => {
    const signers = [
      signer('张三', 'signed'),
      signer('李四', 'unsigned'),
      signer('王五', 'unknown'),
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
      signer(name, name === '张三' ? 'signed' : 'unsigned'),
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
      const upstreamSigners = [signer('孙八', 'waiting'), signer('李四', 'unsigned')]
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
      const twice = [...signers, signer('孙八', 'signed')]
      expect(step({ signers: twice }).kind).toBe('waiting-for-anyone')
    })

    it('waits for anyone when somebody may have signed', () => {
      const unclear = [...signers.slice(0, 3), signer('孙八', 'unknown')]
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
    const signers = [signer('张三', 'signed'), signer('李四', 'signed')]
    expect(nextStep({ flow: flow('signing', sent), signers, approvals: [] }).kind).toBe(
      'all-signed-not-completed',
    )
  })

  it('reports the contradiction when somebody has refused and the flow continues', () => {
    const logs = [log('sign-refused', 30, '李四'), ...sent]
    const signers = [signer('李四', 'refused'), signer('孙八', 'waiting')]
    expect(nextStep({ flow: flow('signing', logs), signers, approvals: [] })).toMatchObject({
      kind: 'refused-not-ended',
      people: ['李四'],
      since: 30,
      followedBy: [],
      reason: 'sign-refused 的说明',
    })
  })

  it.each([
    { what: 'signers', signers: [signer('李四', 'refused'), signer('孙八', 'in-approval')] },
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
  const signers = [signer('李四', 'in-approval'), signer('孙八', 'unsigned')]

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
      signers: [signer('李四', 'waiting')],
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
    const facts = { flow: flow('signing', sent), signers: [signer('李四', 'waiting')], approvals }
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
    const signers = [signer('张三', 'signed'), signer('孙八', 'refused')]
    expect(nextStep({ flow: flow('refused'), signers, approvals: null })).toMatchObject({
      people: ['孙八'],
      reason: null,
    })
  })

  it('reports the contradiction when a completed flow lacks a signature', () => {
    const signers = [signer('张三', 'signed'), signer('李四', 'waiting')]
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

  it.each(['draft', 'revoked', 'terminated', 'expired', 'deleted', 'unknown'] as const)(
    'is the status itself for %s',
    (status) => {
      const signers = [signer('李四', 'waiting')]
      expect(nextStep({ flow: flow(status), signers, approvals: [approval({})] })).toMatchObject({
        kind: status,
        people: [],
      })
    },
  )
})
