import { describe, expect, it } from 'vitest'
import type { FlowLog, Signer } from '#shared/rules/flow.ts'
import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { seenAtFirst, type SignerFacts, signerRows as rowsOf } from './signer-rows.ts'

function signer(name: string | null, status: SignerStatus): Signer {
  return { name, status, statusCode: null }
}

function person(name: string | null, order: number | null, rest: Partial<FlowPerson> = {}) {
  const usual = { role: 'signer', requirement: null, isMe: false, isWaitedFor: false } as const
  return { ...usual, name, order, ...rest }
}

function log(type: LogType, operator: string, time: number, description: string | null = null) {
  return { type, typeCode: null, operator, time, description } satisfies FlowLog
}

function signerRows(facts: Omit<SignerFacts, 'situation'>) {
  const initiator = { name: null, organization: null }
  const header = { taskId: 'PRO-1', title: null, status: 'signing', statusCode: 1 } as const
  const flow = { ...header, initiator, logs: [...facts.logs] }
  // People whom the record only copied from e签宝's list have nothing but a name.
  const people = facts.people.filter(({ order, requirement, isMe }) => {
    return order !== null || requirement !== null || isMe
  })
  return rowsOf({
    ...facts,
    situation: situationOf({ flow, signers: facts.signers, approvals: [], people }),
  })
}

const none = { people: [], logs: [] }

describe('without a record of the app', () => {
  it('lists the signers as e签宝 does, without steps', () => {
    const signers = [signer('张三', 'signed'), signer('李四', 'waiting'), signer(null, 'unsigned')]
    const rows = signerRows({ ...none, signers })
    expect(rows.map(({ name, step, isWaitedFor }) => [name, step, isWaitedFor])).toEqual([
      ['张三', null, false],
      ['李四', null, true],
      [null, null, false],
    ])
  })

  it('is empty when the signers could not be read', () => {
    expect(signerRows({ ...none, signers: null })).toEqual([])
  })
})

describe('with the record of the people a flow was started with', () => {
  const signers = [signer('孙八', 'unsigned'), signer('李四', 'waiting'), signer('王五', 'waiting')]
  const people = [
    person('李四', 10, { isMe: true, requirement: '个人章' }),
    person('王五', 10),
    person('孙八', 20),
    person('周九', null, { role: 'cc' }),
  ]

  it('sorts signers by signing order, equal steps together', () => {
    const rows = signerRows({ signers, people, logs: [] })
    expect(rows.map(({ name, step, isParallel }) => [name, step, isParallel])).toEqual([
      ['李四', 1, true],
      ['王五', 1, true],
      ['孙八', 2, false],
    ])
    expect(rows[0]?.person).toMatchObject({ isMe: true, requirement: '个人章' })
  })

  it('leaves all steps out when one is unknown', () => {
    const rows = signerRows({ signers, people: people.slice(0, 2), logs: [] })
    expect(rows.map(({ name, step }) => [name, step])).toEqual([
      ['孙八', null],
      ['李四', null],
      ['王五', null],
    ])
  })

  it('matches the one left on each side despite different names, unless signing was passed on', () => {
    const named = [...people.slice(0, 2), person('孙八（华南）', 20, { isMe: true })]
    expect(signerRows({ signers, people: named, logs: [] })[2]).toMatchObject({
      name: '孙八',
      step: 2,
      person: { isMe: true },
    })
    const logs = [log('sign-delegated', '孙八（华南）', 1, '转签给 孙八')]
    const rows = signerRows({ signers, people: named, logs })
    expect(rows.map(({ name, signer: rowSigner }) => [name, rowSigner?.status ?? null])).toEqual([
      ['孙八', 'unsigned'],
      ['李四', 'waiting'],
      ['王五', 'waiting'],
      ['孙八（华南）', null],
    ])
  })

  it('does not count a person twice whom the record only repeats from e签宝', () => {
    const echo = [...people.slice(0, 2), person('孙八（华南）', 20), person('孙八', null)]
    const rows = signerRows({ signers, people: echo, logs: [] })
    expect(rows.map(({ name, step }) => [name, step])).toEqual([
      ['李四', 1],
      ['王五', 1],
      ['孙八', 2],
    ])
  })

  it("lists the record's people when e签宝 cannot be asked", () => {
    const rows = signerRows({ signers: null, people, logs: [log('signed', '李四', 5)] })
    expect(
      rows.map(({ name, signer: rowSigner, decidedAt }) => [name, rowSigner, decidedAt]),
    ).toEqual([
      ['李四', null, 5],
      ['王五', null, null],
      ['孙八', null, null],
    ])
  })
})

describe('with the log', () => {
  it('gives the time of each signature, also for two signers of one name', () => {
    const logs = [log('signed', '李四', 30), log('signed', '李四', 20), log('signed', '张三', 10)]
    const signers = [signer('张三', 'signed'), signer('李四', 'signed'), signer('李四', 'signed')]
    const rows = signerRows({ people: [], signers, logs })
    expect(rows.map(({ decidedAt }) => decidedAt)).toEqual([10, 20, 30])
  })

  it('gives no time to a signer who has not signed', () => {
    const logs = [log('signed', '李四', 30)]
    const [row] = signerRows({ people: [], signers: [signer('李四', 'waiting')], logs })
    expect(row?.decidedAt).toBeNull()
  })

  it('says who refused, when and why', () => {
    const logs = [log('sign-refused', '孙八', 30, '付款周期不符')]
    const [row] = signerRows({ people: [], signers: [signer('孙八', 'refused')], logs })
    expect(row).toMatchObject({ decidedAt: 30, reason: '付款周期不符' })
  })

  it('says from whom and to whom signing was passed on', () => {
    const logs = [log('sign-delegated', '李四', 30, '转签给 王五')]
    const signers = [
      signer('李四', 'unsigned'),
      signer('王五', 'waiting'),
      signer('孙八', 'waiting'),
    ]
    const rows = signerRows({ people: [], signers, logs })
    expect(rows.map((row) => row.passedOn)).toEqual([
      { to: false, by: '李四', description: '转签给 王五' },
      { to: true, by: '李四', description: '转签给 王五' },
      null,
    ])
  })
})

describe('of many signers, at first are seen', () => {
  /** The numbers of those who are seen, of so many, when it is the turn of some. */
  function seen(count: number, due: readonly number[], more: readonly FlowPerson[] = []) {
    const signers = Array.from({ length: count }, (_, index) => {
      return signer(`签署人${index}`, due.includes(index) ? 'waiting' : 'signed')
    })
    const rows = signerRows({ signers, people: more, logs: [] })
    return seenAtFirst(rows).flatMap((isSeen, index) => (isSeen ? index : []))
  }

  it('all, up to eight', () => {
    expect(seen(8, [7])).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('those whose turn it is with three on either side, eight at most', () => {
    expect(seen(40, [20])).toEqual([17, 18, 19, 20, 21, 22, 23])
    expect(seen(40, [0, 1])).toEqual([0, 1, 2, 3, 4])
    expect(seen(40, [12, 13, 14, 15, 16, 17, 18])).toEqual([9, 10, 11, 12, 13, 14, 15, 16])
  })

  it('the first eight, when it is the turn of nobody', () => {
    expect(seen(9, [])).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('the requester, wherever', () => {
    const me = { name: '签署人35', order: null, requirement: null, isMe: true } as const
    const people = [{ role: 'signer', isWaitedFor: false, ...me } as const]
    expect(seen(40, [20], people)).toEqual([17, 18, 19, 20, 21, 22, 23, 35])
  })
})
