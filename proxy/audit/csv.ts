/** Excel detects UTF-8 only with a byte order mark. */
export const byteOrderMark = '\uFEFF'

/** Characters with which a formula may begin, full-width ones too. */
const formulaStart = String.raw`["\s]*[=+\-@＝＋－＠]`

/** A formula at the start of a cell, or after a separator of some locale. */
const formula = new RegExp(`(^|[,;|\\t\\r\\n])(?=${formulaStart})`, 'g')

/** Some spreadsheets drop these in front of a formula. */
const control = /^(?=[\t\r\n])/

/**
 * A line of a CSV file (RFC 4180). An apostrophe keeps spreadsheets from running users' text as a
 * formula.
 */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`
}

function csvField(text: string): string {
  const safe = text.replace(control, "'").replace(formula, "$1'")
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A time in UTC; empty if it is no possible time. @param at epoch milliseconds */
export function timeField(at: number | null): string {
  const time = at === null ? null : new Date(at)
  return time === null || Number.isNaN(time.getTime()) ? '' : time.toISOString()
}
