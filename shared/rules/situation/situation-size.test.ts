import { describe, expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import { situationOf } from './situation-of.ts'
import type { SituationFacts } from './situation-facts.ts'
import { stageDurations } from './stage-durations.ts'

/** How often a property of a record was read. */
let reads = 0

function log(type: LogType, time: number): FlowLog {
  const record: FlowLog = { type, typeCode: null, description: '甲 转给 甲', operator: '甲', time }
  return new Proxy(record, {
    get(target, property, receiver): unknown {
      reads += 1
      return Reflect.get(target, property, receiver)
    },
  })
}

const times = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Namesakes with as many refused seal approvals, and a log of everything that they did. */
function namesakes(count: number): SituationFacts {
  const kinds = ['signed', 'seal-approval-started', 'sign-notified', 'sign-delegated'] as const
  const logs = times(count).flatMap((at) => kinds.map((type) => log(type, (count - at) * 1000)))
  return {
    flow: {
      taskId: 'PRO-1',
      title: null,
      status: 'signing',
      statusCode: 1,
      initiator: { name: null, organization: null },
      logs,
    },
    signers: times(count).map((index) => ({
      name: '甲',
      status: index % 2 === 0 ? 'signed' : 'waiting',
      statusCode: null,
    })),
    approvals: times(count).map(() => ({
      name: null,
      status: 'refused',
      statusCode: null,
      sponsor: '甲',
      startTime: 1,
      endTime: 2,
      refuseReason: null,
      sealImageUrl: null,
      nodes: times(5).map((at) => {
        const time = { startTime: 1, decisionTime: at, decisionTimeText: null }
        return { approver: '甲', status: 'agreed', statusCode: null, ...time }
      }),
    })),
    people: times(count).map(() => ({ role: 'signer', name: '甲', order: null })),
  }
}

function readsFor(count: number): number {
  const facts = namesakes(count)
  reads = 0
  stageDurations(facts, situationOf(facts))
  return reads
}

describe('many namesakes with many refusals and records', () => {
  it('are read a number of times that grows as they do', () => {
    const [few, many] = [readsFor(50), readsFor(400)]
    expect(few).toBeGreaterThan(0)
    expect(many / few).toBeLessThan(2 * 8)
  })
})
