/** A part of a file: first and last byte, from 0, and the size of the whole file. */
export type FilePart = { first: number; last: number; total: number }

/** Reads a `content-range` header; null if it is not one of a known file. */
export function partIn(header: string | string[] | undefined): FilePart | null {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(String(header))
  if (match === null) return null
  const [first = 0, last = 0, total = 0] = match.slice(1).map(Number)
  return first <= last && last < total ? { first, last, total } : null
}

/**
 * The `range` header to pass on, if it asks for one part; several parts, or another unit, count as
 * a request for the whole file, which HTTP allows.
 */
export function singleRange(header: string | undefined): string | undefined {
  return header !== undefined && /^bytes=(\d{1,15}-\d{0,15}|-\d{1,15})$/.test(header)
    ? header
    : undefined
}
