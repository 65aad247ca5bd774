import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { maxImportedRows, type ImportAnswer } from '#shared/schemas/registration.ts'
import { isTaskId } from '#shared/rules/task-id.ts'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { ProblemError } from '#proxy/base/problem.ts'

/** The owner of a flow, from a line of a file. */
export type ImportRow = { line: number; taskId: string; userId: string }

export type ImportRows = { rows: ImportRow[]; notTaken: ImportAnswer['notTaken'] }

const recordsSchema = z.array(
  z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) }),
)

/** Headings of the first column; a Chinese one may be in a different encoding. */
const headings = [/^task[ _-]?id$/i, /\P{ASCII}/u]

/**
 * The rows of a CSV file with task ids in the first column and user ids in the second; further
 * columns are ignored. The first line may be a heading.
 * @throws ProblemError `invalid-request` for any other file, `request-too-large`
 */
export function readImportRows(text: string): ImportRows {
  const rows: ImportRow[] = []
  const notTaken: ImportAnswer['notTaken'] = []
  const seen = new Set<string>()
  for (const [index, { info, record }] of recordsIn(text).entries()) {
    const [taskId = '', userId = ''] = record
    const row = { line: info.lines, taskId: taskId.slice(0, 128), userId: userId.slice(0, 128) }
    const isRow = isTaskId(taskId) && isDingTalkId(userId)
    if (index === 0 && headings.some((heading) => heading.test(taskId))) continue
    if (!isRow) notTaken.push({ ...row, reason: 'invalid' })
    else if (seen.has(taskId)) notTaken.push({ ...row, reason: 'repeated' })
    else {
      rows.push(row)
      seen.add(taskId)
    }
  }
  if (rows.length + notTaken.length > maxImportedRows)
    throw new ProblemError('request-too-large', `More than ${maxImportedRows} rows at once.`)
  return { rows, notTaken }
}

function recordsIn(text: string): z.output<typeof recordsSchema> {
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      // With a heading, and one that is too many.
      to: maxImportedRows + 2,
      trim: true,
    })
    return recordsSchema.parse(records)
  } catch (cause) {
    throw new ProblemError('invalid-request', 'The file is not a CSV table.', {
      cause,
    })
  }
}
