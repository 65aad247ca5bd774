import { describe, expect, it } from 'vitest'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import { approvalOf, nodeOf, placedSigners } from '#shared/testing/flow-facts.ts'
import { approvalSituations } from './approval-situations.ts'

function situationsOf(
  approvals: readonly SealApproval[],
  signers: readonly string[] = [],
  isSigning = true,
) {
  return approvalSituations({ approvals, signers: placedSigners(signers), logs: [], isSigning })
}

/** Whom each of the approvals is for, and whether it is waited for. */
function waitsOf(...given: Parameters<typeof situationsOf>) {
  return situationsOf(...given).map(({ signer, isWaitedFor }) => [signer, isWaitedFor])
}

const by = (sponsor: string | null) => approvalOf({ sponsor })

describe('the signer of a running approval', () => {
  it('is who requested it, rather one who is held than one whose turn it is', () => {
    expect(waitsOf([by('甲')], ['甲 due', '甲 held'])).toEqual([[1, true]])
    expect(waitsOf([by('甲')], ['乙 due', '甲 due'])).toEqual([[1, true]])
    expect(waitsOf([by('甲')], ['乙 due', '甲 later'])).toEqual([[null, true]])
  })

  it('is another one for each of two requests under one name', () => {
    const held = ['甲 held', '甲 held']
    expect(waitsOf([by('甲'), by('甲')], held)).toEqual([
      [0, true],
      [1, true],
    ])
    const both = ['甲 due', '甲 held']
    expect(waitsOf([by('甲'), by('甲')], both)).toEqual([
      [1, true],
      [0, true],
    ])
  })

  it('is the only one who is held, if it is the only approval left', () => {
    expect(waitsOf([by('小李')], ['甲 held', '乙 due'])).toEqual([[0, true]])
    expect(waitsOf([by('乙')], ['甲 held', '乙 done'])).toEqual([[0, true]])
    const agreed = approvalOf({ status: 'agreed' })
    expect(waitsOf([by('小李'), agreed], ['甲 held', '乙 due'])).toEqual([
      [0, true],
      [null, false],
    ])
    expect(waitsOf([by('甲'), by(null)], ['甲 held', '乙 held'])).toEqual([
      [0, true],
      [1, true],
    ])
  })

  it('is unknown if several are held or several approvals are left', () => {
    expect(waitsOf([by(null)], ['- held', '乙 held'])).toEqual([[null, true]])
    expect(waitsOf([by('小李'), by('小王')], ['甲 held'])).toEqual([
      [null, true],
      [null, true],
    ])
    expect(waitsOf([by('小李')], ['甲 due'])).toEqual([[null, true]])
  })

  it('is nobody once nothing is signed any more', () => {
    expect(waitsOf([by('甲')], ['甲 held'], false)).toEqual([[null, false]])
  })

  it('is nobody for an approval that was decided', () => {
    const agreed = approvalOf({ sponsor: '甲', status: 'agreed' })
    expect(waitsOf([agreed], ['甲 held'])).toEqual([[null, false]])
  })
})

describe('an approval of an unknown signer', () => {
  it('is waited for while somebody has not signed, or if the signers are unknown', () => {
    expect(waitsOf([by('小李')], ['甲 done', '乙 due'])).toEqual([[null, true]])
    expect(waitsOf([by('小李')])).toEqual([[null, true]])
  })

  it('is not waited for once all have signed, or all of the name that requested it', () => {
    expect(waitsOf([by('小李')], ['甲 done', '乙 done'])).toEqual([[null, false]])
    expect(waitsOf([by('甲')], ['甲 done', '乙 due'])).toEqual([[null, false]])
  })

  it('is waited for while one of several of the name has not signed', () => {
    expect(waitsOf([by('甲')], ['甲 done', '甲 later'])).toEqual([[null, true]])
  })

  it('is not taken for that of a signer without a name', () => {
    expect(waitsOf([by(null)], ['- done', '乙 due', '丙 due'])).toEqual([[null, true]])
  })
})

describe('what is known of an approval', () => {
  it('is its state', () => {
    const statuses = ['approving', 'waiting', 'agreed', 'refused', 'unknown'] as const
    const states = statuses.flatMap((status) => situationsOf([approvalOf({ status })]))
    expect(states.map(({ state, isOpenRefusal }) => [state, isOpenRefusal])).toEqual([
      ['running', false],
      ['running', false],
      ['agreed', false],
      ['refused', true],
      ['unknown', false],
    ])
    const refused = approvalOf({ status: 'refused' })
    expect(situationsOf([refused], [], false)).toMatchObject([{ isOpenRefusal: false }])
  })

  const decidersOf = (facts: Partial<SealApproval>) =>
    situationsOf([approvalOf(facts)])[0]?.deciders

  it('is who has to decide: those who were asked, or else the first who will be', () => {
    const agreed = nodeOf('王五', 'agreed')
    const asked = ['赵六', null, '钱七'].map((name) => nodeOf(name, 'approving'))
    const nodes = [agreed, ...asked, nodeOf('周八', 'waiting')]
    expect(decidersOf({ nodes })).toEqual(['赵六', '钱七'])
    const waiting = [agreed, nodeOf('周八', 'waiting'), nodeOf('吴九', 'waiting')]
    expect(decidersOf({ nodes: waiting })).toEqual(['周八'])
    expect(decidersOf({ nodes: [agreed] })).toEqual([])
  })

  it('is who refused', () => {
    const nodes = [nodeOf('王五', 'agreed'), nodeOf('赵六', 'refused')]
    expect(decidersOf({ status: 'refused', nodes })).toEqual(['赵六'])
    expect(decidersOf({ status: 'agreed', nodes })).toEqual([])
  })

  const sinceOf = (facts: Partial<SealApproval>) => situationsOf([approvalOf(facts)])[0]?.since

  it('is since when it runs: its step, or else the decision before, or else the request', () => {
    const decided = [
      nodeOf('王五', 'agreed', { decisionTime: 65 }),
      nodeOf('赵六', 'agreed', { decisionTime: 60 }),
    ]
    const step = nodeOf('钱七', 'approving', { startTime: 70 })
    expect(sinceOf({ startTime: 50, nodes: [...decided, step] })).toBe(70)
    expect(sinceOf({ startTime: 50, nodes: [...decided, nodeOf('钱七', 'approving')] })).toBe(65)
    expect(sinceOf({ startTime: 50, nodes: [nodeOf('钱七', 'approving')] })).toBe(50)
    expect(sinceOf({ startTime: 50 })).toBe(50)
    expect(sinceOf({})).toBeNull()
  })

  it('is when it was decided: its end, or else the last decision', () => {
    const nodes = [nodeOf('王五', 'refused', { decisionTime: 65 }), nodeOf('赵六', 'waiting')]
    expect(sinceOf({ status: 'refused', startTime: 50, endTime: 80, nodes })).toBe(80)
    expect(sinceOf({ status: 'refused', startTime: 50, nodes })).toBe(65)
    expect(sinceOf({ status: 'agreed', startTime: 50 })).toBeNull()
  })
})
