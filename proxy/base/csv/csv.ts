import type { EpochMs } from '#shared/rules/time.ts'

/** Excel detects UTF-8 only with it. */
const byteOrderMark = '\uFEFF'

/** Characters with which a formula may begin, full-width ones too. */
const formulaStart = new Set('=+-@＝＋－＠')

/**
 * Where a cell begins, with the quotes and blanks there, or such a run elsewhere, in which one may
 * begin. A run is matched as a whole, so that a long one is read once.
 */
const possibleStart = /([,;|]|^)(["\s]*)|["\s]+/g

/** Separators of some locale within a run. */
const separators = /[\t\r\n]/g

/** Some spreadsheets drop these in front of a formula. */
const control = /^(?=[\t\r\n])/

/** How a CSV file begins. */
export function csvHead(fields: readonly string[]): string {
  return byteOrderMark + csvLine(fields)
}

/**
 * A line of a CSV file (RFC 4180). An apostrophe keeps spreadsheets from running users' text as a
 * formula.
 */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`
}

function csvField(text: string): string {
  const cells = text.replace(control, "'")
  const safe = cells.replace(
    possibleStart,
    (match: string, separator: string | undefined, blanks = match, at: number) => {
      if (!formulaStart.has(cells.charAt(at + match.length))) return match
      const begun = separator === undefined ? '' : `${separator}'`
      return begun + blanks.replace(separators, "$&'")
    },
  )
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A time in UTC; empty if it is no possible time. */
export function timeField(at: EpochMs | null): string {
  const time = at === null ? null : new Date(at)
  return time === null || Number.isNaN(time.getTime()) ? '' : time.toISOString()
}
