/** What a spreadsheet takes for the beginning of a formula, also in the width of Chinese characters. */
const formula = /^[=+\-@\t\r＝＋－＠]/

/**
 * A line of a CSV file (RFC 4180). Texts come from people, so a spreadsheet is kept from taking one
 * for a formula: an apostrophe in front makes it a text.
 */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`
}

function csvField(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
