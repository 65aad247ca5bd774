import { describe, expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import type { SignerStatus } from '#shared/rules/codes/signer-status.ts'
import { situationOf } from './situation-of.ts'
import type { SituationFacts } from './situation-facts.ts'

function log(type: LogType, time: number | null, operator: string | null = null): FlowLog {
  return { type, typeCode: null, description: null, operator, time }
}

/** @param logs newest first */
function next(
  signers: [string, SignerStatus][] | null,
  more: Partial<SituationFacts>,
  logs: FlowLog[] = [],
) {
  const initiator = { name: null, organization: null }
  const flow = {
    taskId: 'PRO-1',
    title: null,
    status: 'signing',
    statusCode: null,
    initiator,
    logs,
  } as const
  const read = signers?.map(([name, status]) => ({ name, status, statusCode: null })) ?? null
  return situationOf({ flow, signers: read, approvals: [], ...more }).next
}

function people(...given: [string, number | null][]) {
  return given.map(([name, order]) => ({ role: 'signer' as const, name, order }))
}

describe('who follows', () => {
  const signers: [string, SignerStatus][] = [
    ['张三', 'waiting'],
    ['李四', 'unsigned'],
    ['王五', 'unsigned'],
  ]

  it('is named in the order that the flow was started with', () => {
    const started = people(['张三', 1], ['李四', 3], ['王五', 2])
    expect(next(signers, { people: started }).followedBy).toEqual(['王五', '李四'])
  })

  it("is named in upstream's order where an order is unknown", () => {
    const started = people(['张三', 1], ['李四', 3], ['王五', null])
    expect(next(signers, { people: started }).followedBy).toEqual(['李四', '王五'])
    expect(next(signers, {}).followedBy).toEqual(['李四', '王五'])
  })
})

describe('who is known by name alone', () => {
  it('is a signer who is not certainly one of the people, by both names', () => {
    const given = next([['李思', 'waiting']], { people: people(['李四', 1]) })
    expect(given.byName).toEqual(['李思', '李四'])
  })

  it('is not a signer who certainly is one of the people, or whose turn it is not', () => {
    const signers: [string, SignerStatus][] = [
      ['李四', 'waiting'],
      ['赵六', 'unsigned'],
    ]
    expect(next(signers, { people: people(['李四', 1], ['王五', 2]) }).byName).toEqual([])
  })
})

describe('nobody who is waited for', () => {
  it('is known since the newest record', () => {
    expect(next(null, {}, [log('flow-viewed', 90), log('flow-started', 10)])).toMatchObject({
      kind: 'signing-unknown-who',
      since: 90,
    })
    expect(next([], {}, [log('flow-viewed', 80)]).since).toBe(80)
    expect(next(null, {})).toMatchObject({ people: [], followedBy: [], since: null, waits: [] })
  })

  it('is left once all have signed, since the last signature', () => {
    const signers: [string, SignerStatus][] = [
      ['张三', 'signed'],
      ['李四', 'signed'],
    ]
    const logs = [log('signed', 30, '李四'), log('signed', 20, '张三')]
    expect(next(signers, {}, logs)).toMatchObject({ kind: 'all-signed-not-completed', since: 30 })
    expect(next(signers, {})).toMatchObject({ kind: 'all-signed-not-completed', since: null })
  })
})
