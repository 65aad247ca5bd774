import { expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { LogType } from '#shared/rules/codes/log-type.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { toFlowUpdate } from './flow-update.ts'
import type { FlowReading } from './flow-reading.ts'

function log(type: LogType, time: number, operator: string | null = '李四'): FlowLog {
  return { type, typeCode: null, description: null, operator, time }
}

/** A reading with its log, newest first. */
function reading(status: FlowStatus, logs: FlowLog[]): FlowReading {
  return {
    flow: {
      taskId: 'PRO-1',
      title: null,
      status,
      statusCode: null,
      initiator: { name: null, organization: null },
      logs: logs.toReversed(),
    },
    signers: new ProblemError('upstream-timeout', 'too late'),
    approvals: new ProblemError('upstream-timeout', 'too late'),
    fetchedAt: 1000,
    order: 1,
  }
}

const started = [log('flow-created', 100), log('flow-started', 130), log('signed', 200)]

it('updates contain the durations of finished stages', () => {
  const { finishedStages } = toFlowUpdate(reading('signing', started))
  expect(finishedStages).toEqual([
    { kind: 'preparation', tookMs: 30 },
    { kind: 'signature', tookMs: 70 },
  ])
})

it('leave out the time that a flow was idle before somebody ended it', () => {
  const revoked = reading('revoked', [...started, log('flow-revoked', 900)])
  expect(toFlowUpdate(revoked).finishedStages).toHaveLength(2)
})

it('updates contain only the latest stages where there are very many', () => {
  const logs = Array.from({ length: 5000 }, (_, index) => log('signed', index * index))
  const { finishedStages } = toFlowUpdate(reading('signing', logs))
  expect(finishedStages).toHaveLength(200)
  expect(finishedStages.at(-1)).toEqual({ kind: 'signature', tookMs: 4999 ** 2 - 4998 ** 2 })
})
