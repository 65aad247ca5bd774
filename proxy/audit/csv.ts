/** Excel takes a file for UTF-8 by this alone, at its beginning. */
export const byteOrderMark = '\uFEFF'

/** Where a spreadsheet may see a formula begin, also in the width of Chinese characters. */
const formulaStart = String.raw`["\s]*[=+\-@＝＋－＠]`

/**
 * A formula at the start of a cell, or behind what some spreadsheet takes for a separator: which one
 * that is depends on the language of the machine that opens the file.
 */
const formula = new RegExp(`(^|[,;|\\t\\r\\n])(?=${formulaStart})`, 'g')

/** Some spreadsheets drop these in front of a formula. */
const control = /^(?=[\t\r\n])/

/**
 * A line of a CSV file (RFC 4180). Texts come from people, so a spreadsheet is kept from taking one,
 * or a part of one, for a formula: an apostrophe in front makes it a text.
 */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`
}

function csvField(text: string): string {
  const safe = text.replace(control, "'").replace(formula, "$1'")
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
