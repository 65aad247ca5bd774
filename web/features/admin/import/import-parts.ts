import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'

/** The lines imported by one call. */
export type ImportPart = {
  csv: string
  /**
   * The line number in the file of each line of `csv`, from 1; 0 for a line that the file does not
   * have.
   */
  lines: number[]
}

export type ImportPlan = {
  parts: ImportPart[]
  /** Rows whose task id already has an owner in an earlier line. */
  repeated: { line: number; taskId: string; userId: string }[]
}

/** Small, so that progress shows. */
const rowsOfPart = 10

/** The header row that the proxy expects. */
const heading = 'task_id,user_id'

/** Splits a file of task ids and user ids into parts. */
export function planImport(text: string): ImportPlan {
  const plan: ImportPlan = { parts: [], repeated: [] }
  const seen = new Set<string>()
  for (const [index, row] of text.split(/\r\n|\r|\n/).entries()) {
    if (row.trim() === '') continue
    const line = index + 1
    const [taskId = '', userId = ''] = row.split(/[,;\t]/).map(cellText)
    const hasOwner = isDingTalkId(userId)
    if (hasOwner && seen.has(taskId)) {
      plan.repeated.push({ line, taskId, userId })
      continue
    }
    if (hasOwner) seen.add(taskId)
    const part = plan.parts[plan.parts.length - 1]
    if (part === undefined) plan.parts.push({ csv: row, lines: [line] })
    else if (part.lines.length > rowsOfPart)
      plan.parts.push({ csv: `${heading}\n${row}`, lines: [0, line] })
    else {
      part.csv += `\n${row}`
      part.lines.push(line)
    }
  }
  return plan
}

function cellText(cell: string): string {
  return cell.trim().replace(/^\uFEFF?"(.*)"$/, '$1')
}
