import { describe, expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import { flowEnd } from './flow-end.ts'
import type { SignerSituation } from './situation.ts'

function log(type: LogType, time: number | null, operator: string | null = null): FlowLog {
  return { type, typeCode: null, description: `${type}，原因：太贵`, operator, time }
}

function done(since: number | null, state: SignerSituation['state'] = 'done'): SignerSituation {
  const unknown = { evidence: null, sinceBy: null, order: null, person: null }
  return { name: '李四', state, since, isPersonSure: false, ...unknown }
}

/** @param logs newest first */
function endOf(status: FlowStatus, logs: FlowLog[], situations: SignerSituation[] | null = null) {
  const initiator = { name: null, organization: null }
  const flow = { taskId: 'PRO-1', title: null, status, statusCode: null, initiator, logs }
  return flowEnd({ flow, signers: situations && [], approvals: null }, situations ?? [])
}

describe('the end of a flow', () => {
  it('is unknown while it is in progress, whatever its log says', () => {
    expect(endOf('signing', [log('flow-expired', 50)])).toBeNull()
  })

  it.each<[FlowStatus, LogType]>([
    ['expired', 'flow-expired'],
    ['deleted', 'flow-deleted'],
    ['revoked', 'flow-revoked'],
    ['refused', 'sign-refused'],
  ])('is the newest record of it with a time: %s by %s', (status, type) => {
    const records = [log(type, null, '王五'), log(type, 60, '李四'), log(type, 40, '张三')]
    expect(endOf(status, [log('flow-viewed', 90), ...records])).toMatchObject({
      at: 60,
      by: '李四',
    })
    expect(endOf(status, [log(type, null, '王五')])).toMatchObject({ at: null, by: '王五' })
    expect(endOf(status, [])).toEqual({ at: null, by: null, reason: null })
  })

  it('has a reason only if somebody revoked or refused the flow', () => {
    expect(endOf('revoked', [log('flow-revoked', 1)])?.reason).not.toBeNull()
    expect(endOf('refused', [log('sign-refused', 1)])?.reason).not.toBeNull()
    expect(endOf('expired', [log('flow-expired', 1)])?.reason).toBeNull()
  })

  it('is the first record when it was completed, as a flow may be archived again', () => {
    const archived = log('flow-archived', 40, '系统')
    const again = log('flow-archived', 60, '张三')
    const untimed = log('flow-archived', null, '李四')
    expect(endOf('completed', [again, archived, untimed])).toMatchObject({ at: 40, by: '系统' })
    expect(endOf('completed', [untimed])).toMatchObject({ at: null, by: '李四' })
  })

  it('is the last signature of a completed flow without a record, if all are known', () => {
    expect(endOf('completed', [], [done(30), done(20)])?.at).toBe(30)
    expect(endOf('completed', [log('flow-archived', 40)], [done(30)])?.at).toBe(40)
    expect(endOf('completed', [], [done(30), done(null)])?.at).toBeNull()
    expect(endOf('completed', [], [done(30), done(40, 'due')])?.at).toBeNull()
    expect(endOf('completed', [], [])?.at).toBeNull()
    expect(endOf('completed', [], null)?.at).toBeNull()
    expect(endOf('expired', [], [done(30)])?.at).toBeNull()
  })
})
