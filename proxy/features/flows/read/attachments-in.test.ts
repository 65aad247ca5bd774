import { expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import { attachmentsIn } from './attachments-in.ts'

const entry = (type: FlowLog['type'], description: string | null): FlowLog => ({
  type,
  typeCode: null,
  time: null,
  operator: null,
  description,
})

it('are those that were added and not removed afterwards', () => {
  const logs = [
    entry('attachment-removed', '删除了附件《报价.xlsx》'),
    entry('attachment-added', '添加了附件《设备清单.pdf》'),
    entry('attachment-added', '添加了附件《报价.xlsx》'),
    entry('document-added', '添加了《合同.pdf》'),
  ]
  expect(attachmentsIn(logs)).toEqual(['设备清单.pdf'])
  const again = entry('attachment-added', '添加了附件《报价.xlsx》')
  expect(attachmentsIn([again, ...logs])).toEqual(['设备清单.pdf', '报价.xlsx'])
})

it('have no name where the log has none, and then may be there still', () => {
  const logs = [
    entry('attachment-removed', '删除了附件'),
    entry('attachment-added', null),
    entry('attachment-added', '添加了附件'),
  ]
  expect(attachmentsIn(logs)).toEqual([null])
})
