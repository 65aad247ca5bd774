import { expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'
import { signaturesOfNamesakes, withKeptSince } from './kept-since.ts'
import type { NextStep } from './next-step.ts'
import { situationOf } from './situation-of.ts'

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
