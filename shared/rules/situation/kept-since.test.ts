import { describe, expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'
import { signaturesOfNamesakes, withKeptSince } from './kept-since.ts'
import type { NextStep, Wait } from './next-step.ts'
import { situationOf } from './situation-of.ts'
import type { SignerSituation } from './situation.ts'

const log = (type: FlowLog['type'], time: number, operator: string | null): FlowLog => {
  return { type, typeCode: null, description: null, operator, time }
}

const started = log('flow-started', 10, '张三')
const signedBy = (name: string, time: number) => log('signed', time, name)

/** A flow with these signers, and what is remembered of it after a reading. */
function read(
  states: readonly (readonly [name: string, status: SignerStatus])[],
  logs: FlowLog[],
  before: { nextStep: NextStep | null; lastLogAt: number | null } | null = null,
) {
  const situation = situationOf({
    flow: {
      taskId: 'PRO-1',
      title: null,
      status: 'signing',
      statusCode: 1,
      initiator: { name: null, organization: null },
      logs,
    },
    signers: states.map(([name, status]) => ({ name, status, statusCode: null })),
    approvals: [],
  })
  const signedAt = signaturesOfNamesakes(situation, logs)
  const nextStep =
    before === null ? situation.next : withKeptSince(situation.next, signedAt, before)
  return { nextStep, lastLogAt: logs[0]?.time ?? null }
}

it('namesakes who sign at the same time keep the time since when they are waited for', () => {
  const both = read([['甲', 'waiting'], ['甲', 'waiting']], [started]) // prettier-ignore
  expect(both.nextStep.since).toBe(10)
  const logs = [signedBy('甲', 50), started]
  const one = read([['甲', 'signed'], ['甲', 'waiting']], logs, both) // prettier-ignore
  expect(one.nextStep).toMatchObject({ since: 10, waits: [{ people: ['甲'], since: 10 }] })
  const viewed = [log('flow-viewed', 60, '乙'), ...logs]
  const again = read([['甲', 'signed'], ['甲', 'waiting']], viewed, one) // prettier-ignore
  expect(again.nextStep.since).toBe(10)
})

it('a namesake whose turn comes after another of the name is waited for since then', () => {
  const first = read([['甲', 'waiting'], ['甲', 'unsigned']], [started]) // prettier-ignore
  const logs = [signedBy('甲', 50), started]
  const second = read([['甲', 'signed'], ['甲', 'waiting']], logs, first) // prettier-ignore
  expect(second.nextStep.since).toBe(50)
})

it('nothing is kept of others, nor where somebody may sign for another', () => {
  const before = read([['甲', 'waiting'], ['甲', 'waiting'], ['乙', 'waiting']], [started]) // prettier-ignore
  const logs = [signedBy('甲', 50), started]
  const states = [['甲', 'signed'], ['甲', 'waiting'], ['乙', 'waiting']] as const // prettier-ignore
  expect(read(states, logs, before).nextStep.since).toBe(50)
  const both = read([['甲', 'waiting'], ['甲', 'waiting']], [started]) // prettier-ignore
  const delegated = [signedBy('甲', 50), log('sign-delegated', 40, '丙'), started]
  const left = read([['甲', 'signed'], ['甲', 'waiting']], delegated, both) // prettier-ignore
  expect(left.nextStep.since).not.toBe(10)
})

describe('the signatures of namesakes', () => {
  type Given = Partial<SignerSituation>
  const logs = [
    signedBy('乙', 60),
    log('flow-viewed', 55, '甲'),
    signedBy('甲', 50),
    { ...signedBy('甲', 0), time: null },
  ]
  const due: Given = { name: '甲', state: 'due', sinceBy: 'log' }
  const done: Given = { name: '甲', state: 'done', sinceBy: 'log' }

  function signaturesOf(...signers: Given[]) {
    const unknown = { evidence: null, since: null, order: null, person: null, isPersonSure: false }
    const situations = signers.map((given): SignerSituation => {
      return { name: null, state: 'unknown', sinceBy: null, ...unknown, ...given }
    })
    const next: NextStep = {
      kind: 'waiting-for-signature',
      people: [],
      since: null,
      followedBy: [],
      reason: null,
    }
    return signaturesOfNamesakes({ signers: situations, approvals: [], end: null, next }, logs)
  }

  it('are those of the name of all who are waited for', () => {
    expect(signaturesOf(due, done)).toEqual([50])
    expect(signaturesOf(done, due, { name: '乙', state: 'later' })).toEqual([50])
  })

  it('are of no interest if others are waited for, or nobody', () => {
    expect(signaturesOf(due, done, { ...due, name: '乙' })).toBeNull()
    expect(signaturesOf(done, done)).toBeNull()
    expect(signaturesOf({ ...due, name: null }, { ...done, name: null })).toBeNull()
  })

  it('are of no interest for who has no namesake, or whose turn is known otherwise', () => {
    expect(signaturesOf(due, { ...done, name: '乙' })).toBeNull()
    expect(signaturesOf({ ...due, sinceBy: 'order' }, done)).toBeNull()
    expect(signaturesOf(due, { ...due, sinceBy: 'notice' })).toBeNull()
  })
})

describe('the time since when namesakes are waited for', () => {
  const step = (...waits: Wait[]): NextStep => ({
    kind: 'waiting-for-signature',
    people: waits.flatMap((wait) => wait.people),
    since: waits[0]?.since ?? null,
    followedBy: [],
    reason: null,
    waits,
  })
  const signature = (since: number | null, ...people: string[]): Wait => {
    return { for: 'signature', people, since }
  }
  const sealed: Wait = { for: 'seal-approval', people: ['丙'], since: 30 }
  const before = { nextStep: step(signature(10, '甲', '甲')), lastLogAt: 40 }

  it('is kept beside what else is waited for', () => {
    const kept = withKeptSince(step(sealed, signature(50, '甲')), [50], {
      nextStep: step({ ...sealed, since: 5 }, signature(10, '甲', '甲')),
      lastLogAt: 40,
    })
    expect(kept).toMatchObject({ since: 10, waits: [sealed, { for: 'signature', since: 10 }] })
    const later = step(sealed, signature(50, '甲'))
    const sooner = { ...before, nextStep: step(signature(35, '甲', '甲')) }
    expect(withKeptSince(later, [50], sooner)).toMatchObject({
      since: 30,
      waits: [sealed, { since: 35 }],
    })
    const untimed = step({ ...sealed, since: null }, signature(50, '甲'))
    expect(withKeptSince(untimed, [50], before).since).toBe(10)
  })

  const now = step(signature(50, '甲'))

  it('is that of the newest reading if they signed as often as some are missing', () => {
    expect(withKeptSince(now, [50], before).since).toBe(10)
    expect(withKeptSince(now, [50, 40], before).since).toBe(10)
    expect(withKeptSince(now, [50, 45], before)).toBe(now)
  })

  it.each<[why: string, step: NextStep, earlier: NextStep | null]>([
    ['nothing was remembered', now, null],
    ['an earlier version remembered no waits', now, { ...step(), waits: undefined }],
    ['nobody had to sign', now, step({ ...sealed, people: ['甲', '甲'] })],
    ['it was unknown then', now, step(signature(null, '甲', '甲'))],
    ['another person was waited for, too', now, step(signature(10, '甲', '乙'))],
    ['it is earlier now', step(signature(8, '甲')), step(signature(10, '甲', '甲'))],
    ['it is unknown now', step(signature(null, '甲')), step(signature(10, '甲', '甲'))],
    ['nobody has to sign now', step(sealed), step(signature(10, '甲', '甲'))],
    [
      'an earlier version wrote the step',
      { ...now, waits: undefined },
      step(signature(10, '甲', '甲')),
    ],
  ])("is the step's own if %s", (_why, given, earlier) => {
    expect(withKeptSince(given, [50], { nextStep: earlier, lastLogAt: 40 })).toBe(given)
  })

  it("is the step's own without the signatures or the newest record of the earlier reading", () => {
    expect(withKeptSince(now, null, before)).toBe(now)
    expect(withKeptSince(now, [], { ...before, lastLogAt: null })).toBe(now)
  })
})
