import { expect, it } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { signingNews } from './signing-news.ts'
import { recordOf } from './test-record.ts'

type FlowFacts = {
  status?: FlowStatus
  names?: string[]
  /** Whether the app knows who the signers are; false if the flow was started elsewhere. */
  isKnown?: boolean
}

/**
 * What the first of the signers gets.
 * @param statuses null if they could not be read
 */
function newsFor(
  statuses: readonly SignerStatus[] | null,
  { status = 'signing', names = ['张三', '李四'], isKnown = true }: FlowFacts = {},
) {
  const initiator = { name: null, organization: null }
  const flow = { taskId: 'PRO-1', title: null, status, statusCode: 1, initiator, logs: [] }
  const signers =
    statuses?.map((each, index) => ({
      name: names[index] ?? null,
      status: each,
      statusCode: 0,
    })) ?? null
  const people = (isKnown ? names : []).map((name, index) => ({
    role: 'signer' as const,
    name,
    order: index + 1,
    requirement: null,
    isMe: index === 0,
    isWaitedFor: false,
  }))
  const view: FlowView = {
    flow,
    signers:
      signers === null
        ? { problem: { status: 504, code: 'upstream-timeout', title: '', requestId: 'r' } }
        : { ok: signers },
    approvals: { ok: [] },
    situation: situationOf({ flow, signers, approvals: [], people }),
    registry: recordOf(people),
    fetchedAt: 0,
  }
  return signingNews(view, '张三')
}

it("tells that the requester's own step is done while others still have to sign", () => {
  expect(newsFor(['signed', 'waiting'])).toBe('done')
  expect(newsFor(['signed', 'waiting'], { isKnown: false })).toBe('done')
  expect(newsFor(['in-approval', 'unsigned'])).toBe('held')
})

it('tells nothing while the requester has not signed, or it is not known', () => {
  expect(newsFor(['waiting', 'unsigned'])).toBeNull()
  expect(newsFor(['unsigned', 'waiting'])).toBeNull()
  expect(newsFor(null)).toBeNull()
  expect(newsFor(['signed', 'waiting'], { isKnown: false, names: ['李四', '王五'] })).toBeNull()
  // Two signers have the same name, so it is unknown which one has signed.
  expect(newsFor(['signed', 'waiting'], { isKnown: false, names: ['张三', '张三'] })).toBeNull()
  expect(newsFor(['signed', 'waiting'], { status: 'revoked' })).toBeNull()
})

it("tells of a refusal, the requester's own or another's, before and after e签宝 has ended the flow", () => {
  expect(newsFor(['refused', 'unsigned'])).toBe('refusing')
  expect(newsFor(['waiting', 'refused'])).toBe('refusing')
  expect(newsFor(['signed', 'refused'], { status: 'refused' })).toBe('refused')
})

it('reports that all have signed', () => {
  expect(newsFor(['signed', 'signed'], { status: 'completed' })).toBe('completed')
})
