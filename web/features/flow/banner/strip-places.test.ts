import { expect, it } from 'vitest'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { type Place, placesOf } from './strip-places.ts'

function viewOf(
  statuses: readonly SignerStatus[],
  status: FlowStatus = 'signing',
  approvals: SealApproval[] = [],
): FlowView {
  const signers = statuses.map((one, index) => {
    return { name: `甲${index}`, status: one, statusCode: null }
  })
  const flow: FlowView['flow'] = {
    taskId: 'PRO-1',
    title: null,
    status,
    statusCode: null,
    initiator: { name: null, organization: null },
    logs: [],
  }
  return {
    flow,
    signers: { ok: signers },
    approvals: { ok: approvals },
    situation: situationOf({ flow, signers, approvals, people: [] }),
    registry: null,
    fetchedAt: 0,
  }
}

const approving: SealApproval = {
  name: null,
  status: 'approving',
  statusCode: null,
  sponsor: '甲1',
  startTime: 1,
  endTime: null,
  refuseReason: null,
  sealImageUrl: null,
  nodes: [],
}

/** Each place in a word: who or what, and its state. */
const wordsOf = (places: readonly Place[]) =>
  places.map((place) => {
    const what =
      place.is === 'signer' ? place.name : place.is === 'more' ? `+${place.count}` : place.is
    return `${what} ${place.state}`
  })

const placesIn = (...view: Parameters<typeof viewOf>) => wordsOf(placesOf(viewOf(...view)))

it('shows who has signed, whose turn it is and who comes later, then filing', () => {
  expect(placesIn(['signed', 'waiting', 'unsigned'])).toEqual([
    '甲0 done',
    '甲1 turn',
    '甲2 later',
    'filing later',
  ])
  expect(placesIn(['signed', 'signed'], 'completed')).toEqual([
    '甲0 done',
    '甲1 done',
    'filing done',
  ])
})

it('has a seal approval before its signer', () => {
  expect(placesIn(['signed', 'in-approval', 'unsigned'], 'signing', [approving])).toEqual([
    '甲0 done',
    'seal turn',
    expect.stringMatching(/^甲1 /),
    '甲2 later',
    'filing later',
  ])
})

it('shows where a flow ended: at who refused, else after the last signature', () => {
  expect(placesIn(['signed', 'refused', 'unsigned'], 'refused')).toEqual([
    '甲0 done',
    '甲1 ended',
    '甲2 later',
  ])
  expect(placesIn(['signed', 'waiting'], 'expired')).toEqual(['甲0 done', 'end ended', '甲1 later'])
})

it('has five places from six people on, around whose turn it is', () => {
  const people = (turn: number, count = 12) =>
    Array.from({ length: count }, (_, index): SignerStatus => {
      return index < turn ? 'signed' : index === turn ? 'waiting' : 'unsigned'
    })
  expect(placesIn(people(5))).toEqual(['+4 done', '甲4 done', '甲5 turn', '甲6 later', '+5 later'])
  expect(placesIn(people(0))).toEqual([
    '甲0 turn',
    '甲1 later',
    '甲2 later',
    '甲3 later',
    '+8 later',
  ])
  expect(placesIn(people(11))).toEqual([
    '+8 done',
    '甲8 done',
    '甲9 done',
    '甲10 done',
    '甲11 turn',
  ])
  expect(placesIn(people(12), 'completed')).toHaveLength(5)
  for (const turn of [0, 1, 2, 3, 4, 5]) expect(placesIn(people(turn, 6))).toHaveLength(5)
})

it('is empty where no signers are known', () => {
  expect(placesIn([])).toEqual([])
})
