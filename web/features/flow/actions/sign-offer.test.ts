import { describe, expect, it } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { recordOf } from '../test-record.ts'
import { signOffer as offerTo, type SignOffer } from './sign-offer.ts'

const waiting = { name: '李四', status: 'waiting', statusCode: 0 } as const

function person(name: string, rest: Partial<FlowPerson> = {}): FlowPerson {
  const nobody = { isMe: false, isWaitedFor: false, order: 1, requirement: null }
  return { role: 'signer', name, ...nobody, ...rest }
}

/** @param known those people of whom the app knows more than the name */
function viewOf(
  people: FlowPerson[] | null,
  rest: Partial<FlowView> = {},
  known = people ?? [],
): FlowView {
  const view: Omit<FlowView, 'situation'> = {
    flow: {
      taskId: 'PRO-1',
      title: null,
      status: 'signing',
      statusCode: 1,
      initiator: { name: null, organization: null },
      logs: [],
    },
    signers: { ok: [waiting] },
    approvals: { ok: [] },
    registry: people === null ? null : recordOf(people),
    fetchedAt: 0,
    ...rest,
  }
  const signers = 'ok' in view.signers ? view.signers.ok : null
  return { ...view, situation: situationOf({ ...view, signers, approvals: [], people: known }) }
}

function signOffer(view: FlowView): SignOffer | null {
  return offerTo(view, '张三')
}

describe('signing', () => {
  it('is offered to the signer whose turn it is', () => {
    expect(signOffer(viewOf([person('李四', { isMe: true, isWaitedFor: true })]))).toBe('due')
  })

  it('is not offered to those who sign later or not at all', () => {
    expect(signOffer(viewOf([person('李四'), person('张三', { isMe: true })]))).toBeNull()
    expect(signOffer(viewOf([person('李四')]))).toBeNull()
    const copied = person('张三', { role: 'cc', isMe: true })
    expect(signOffer(viewOf([person('李四'), copied]))).toBeNull()
  })

  it('is possible when the app does not know whose turn it is', () => {
    expect(signOffer(viewOf([]))).toBe('possible')
    expect(signOffer(viewOf(null))).toBe('possible')
    // Signers who were added on e签宝's page are known only by name.
    const signers = { ok: [{ ...waiting, name: '张三' }] }
    const known = [person('李四')]
    expect(signOffer(viewOf([...known, person('张三')], { signers }, known))).toBe('possible')
  })

  it('is possible when names leave a doubt about who signs', () => {
    const signers = { ok: [{ ...waiting, status: 'signed' as const }, waiting] }
    const me = person('李四', { isMe: true })
    expect(signOffer(viewOf([me], { signers }))).toBe('possible')
    const nickname = person('李四（销售）', { isMe: true })
    expect(signOffer(viewOf([nickname]))).toBe('possible')
  })

  it('is offered to the signer whose turn it is beside one held by a seal approval', () => {
    const signers = { ok: [waiting, { ...waiting, name: '王五', status: 'in-approval' as const }] }
    const due = person('李四', { isMe: true })
    expect(signOffer(viewOf([due, person('王五')], { signers }))).toBe('due')
    const held = person('王五', { isMe: true })
    expect(signOffer(viewOf([person('李四'), held], { signers }))).toBeNull()
  })

  it('is possible when e签宝 does not tell whose turn it is', () => {
    const signers = { ok: [{ ...waiting, status: 'unsigned' as const }] }
    expect(signOffer(viewOf([], { signers }))).toBe('possible')
    const later = { ok: [waiting, { ...waiting, name: '孙八', status: 'unsigned' as const }] }
    expect(signOffer(viewOf([person('李四')], { signers: later }))).toBeNull()
  })

  it('is possible when the signers cannot be read', () => {
    const problem = { status: 504, code: 'upstream-timeout', title: '', requestId: 'r' } as const
    expect(signOffer(viewOf([], { signers: { problem } }))).toBe('possible')
  })

  it('is offered to nobody when nobody is waited for', () => {
    expect(
      signOffer(viewOf([], { signers: { ok: [{ ...waiting, status: 'signed' }] } })),
    ).toBeNull()
    const { flow } = viewOf([])
    for (const status of ['draft', 'completed', 'revoked'] as const)
      expect(signOffer(viewOf([], { flow: { ...flow, status } }))).toBeNull()
  })
})
