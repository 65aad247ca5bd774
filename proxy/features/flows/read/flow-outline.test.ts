import {
  array,
  assert,
  constant,
  constantFrom,
  integer,
  option,
  property,
  record,
} from 'fast-check'
import { expect, it } from 'vitest'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import type { Flow } from '#shared/rules/flow.ts'
import { logTypes } from '#shared/rules/codes/log-type.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'
import { signerStatuses } from '#shared/rules/codes/signer-status.ts'
import { toFlowUpdate } from './flow-update.ts'
import { maxMilestones, maxNotices, newestRecords, outlineOf } from './flow-outline.ts'

const logs = array(
  record({
    type: constantFrom(...logTypes),
    typeCode: constant(null),
    description: option(constantFrom('a', 'b')),
    operator: option(constantFrom('张三', '李四')),
    time: option(integer({ min: 1, max: 1000 })),
  }),
  { maxLength: 80 },
)

const signers = array(
  record({
    name: option(constantFrom('张三', '李四')),
    status: constantFrom(...signerStatuses),
    statusCode: constant(null),
  }),
  { maxLength: 4 },
)

function flowOf(status: Flow['status'], records: Flow['logs']): Flow {
  const initiator = { name: null, organization: null }
  return { taskId: 'PRO-1', title: null, status, statusCode: null, initiator, logs: records }
}

it('an outline has the next step and the stored facts of the whole flow', () => {
  const facts = record({ status: constantFrom(...flowStatuses), records: logs, signers })
  assert(
    property(facts, ({ status, records, signers: people }) => {
      const flow = flowOf(status, records)
      const outline = outlineOf(flow)
      const rest = { signers: people, approvals: [] }
      expect(situationOf({ flow: outline, ...rest })).toEqual(situationOf({ flow, ...rest }))
      expect(toFlowUpdate({ flow: outline, ...rest, fetchedAt: 1, order: null })).toEqual(
        toFlowUpdate({ flow, ...rest, fetchedAt: 1, order: null }),
      )
      for (const type of logTypes) {
        const isOfType = (log: { type: string }) => log.type === type
        expect(outline.logs.find(isOfType)).toEqual(flow.logs.find(isOfType))
      }
    }),
  )
})

it("an outline has the newest records without a gap, and stays small whatever the log's length", () => {
  const rest = { typeCode: null, description: null, operator: null }
  const records = Array.from({ length: 50_000 }, (_, index) => ({
    ...rest,
    type: logTypes[index % logTypes.length] ?? 'unknown',
    time: index % 3 === 0 ? null : index,
  }))
  const { logs: kept } = outlineOf(flowOf('signing', records))
  expect(kept.slice(0, newestRecords)).toEqual(records.slice(0, newestRecords))
  expect(kept.length).toBeLessThan(newestRecords + maxMilestones + maxNotices + 2 * logTypes.length)
})

it('keeps its milestones however often signers were notified', () => {
  const rest = { typeCode: null, description: null }
  const notices = Array.from({ length: 2_000 }, (_, index) => ({
    ...rest,
    type: 'sign-notified' as const,
    operator: null,
    time: 10_000 - index,
  }))
  const milestones = [
    { ...rest, type: 'signed' as const, operator: '张三', time: 30 },
    { ...rest, type: 'signed' as const, operator: '李四', time: 20 },
    { ...rest, type: 'flow-started' as const, operator: '王五', time: 10 },
  ]
  const { logs: kept } = outlineOf(flowOf('signing', [...notices, ...milestones]))
  expect(kept).toEqual([...notices.slice(0, maxNotices), ...milestones])
})
