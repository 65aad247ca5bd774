import { expect, it } from 'vitest'
import { planImport } from './import-parts.ts'

it('sends a small file unchanged', () => {
  const { parts, repeated } = planImport('任务编号,所有者\r\nPRO-1,lisi\r\n\r\n')
  expect(parts).toEqual([{ csv: '任务编号,所有者\nPRO-1,lisi', lines: [1, 2] }])
  expect(repeated).toEqual([])
})

it('splits a large file, and knows the lines of each part', () => {
  const rows = Array.from({ length: 25 }, (_, index) => `PRO-${index},lisi`)
  const { parts } = planImport(rows.join('\n'))
  expect(parts.flatMap(({ lines }) => lines.filter((line) => line > 0))).toEqual(
    rows.map((_, index) => index + 1),
  )
  const sent = parts.flatMap(({ csv, lines }) =>
    csv.split('\n').filter((_, index) => lines[index] !== 0),
  )
  expect(sent).toEqual(rows)
  for (const { csv, lines } of parts) expect(csv.split('\n')).toHaveLength(lines.length)
  for (const { csv } of parts.slice(1)) expect(csv).toMatch(/^task_id,user_id\n/)
})

it('leaves out repeated lines', () => {
  const { parts, repeated } = planImport('PRO-1,lisi\n"PRO-1","zhangsan"\nPRO-2;lisi')
  expect(parts).toEqual([{ csv: 'PRO-1,lisi\nPRO-2;lisi', lines: [1, 3] }])
  expect(repeated).toEqual([{ line: 2, taskId: 'PRO-1', userId: 'zhangsan' }])
})

it('has only lines with an owner count as repeated, or be repeated', () => {
  const rows = ['PRO-1,', 'PRO-1,lisi', 'PRO-1,', 'PRO-1,wangwu', 'PRO-2,li si', 'PRO-2,lisi']
  const { parts, repeated } = planImport(rows.join('\n'))
  expect(parts.flatMap(({ lines }) => lines)).toEqual([1, 2, 3, 5, 6])
  expect(repeated.map(({ line }) => line)).toEqual([4])
})
