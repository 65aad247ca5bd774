import type { InfiniteData } from '@tanstack/react-query'

/** How pages and rows of a list relate. */
export interface ListPages<Page, Row> {
  rowsOf: (page: Page) => readonly Row[]
  idOf: (row: Row) => string
  cursorOf: (page: Page) => string | null
  /** A page of these rows. */
  pageOf: (rows: Row[], nextCursor: string | null) => Page
}

/** Which pages have rows on screen, counted from zero. */
export interface PagesInView {
  first: number
  last: number
}

/** After so many pages of new rows the list counts as another one. */
const mostNew = 4

/**
 * Reads a page again from its first row to its last. New rows make it longer; where rows have left,
 * it reads into the next page. It ends where it did, so later pages need not be read.
 * @param read gives the rows after a cursor
 * @param isLast whether it is the last page that was loaded
 */
export async function readPageAgain<Page, Row>(
  { rowsOf, idOf, cursorOf, pageOf }: ListPages<Page, Row>,
  old: Page,
  start: string | null,
  isLast: boolean,
  read: (cursor: string | null) => Promise<Page>,
): Promise<Page> {
  const known = rowsOf(old).map(idOf)
  const rows: Row[] = []
  let cursor = start
  for (let pages = 1; ; pages += 1) {
    // Each page begins where the one before ends.
    // oxlint-disable-next-line no-await-in-loop
    const fresh = await read(cursor)
    rows.push(...rowsOf(fresh))
    cursor = cursorOf(fresh)
    if (cursor === null) return pageOf(rows, null)
    const last = rows.at(-1)
    const reached = last === undefined ? -1 : known.indexOf(idOf(last))
    const meets = rows.some((row) => known.includes(idOf(row)))
    if (meets && (reached === -1 || reached === known.length - 1))
      return pageOf(rows, isLast ? cursor : cursorOf(old))
    if (!meets && pages === mostNew) return pageOf(rows, cursor)
  }
}

/**
 * A page of an infinite list. A refetch reads the first page, where new rows come, and those in
 * view; others are read when they are seen.
 */
export function readInView<Page, Row>(
  shape: ListPages<Page, Row>,
  known: InfiniteData<Page, string | null> | undefined,
  cursor: string | null,
  inView: PagesInView,
  read: (cursor: string | null) => Promise<Page>,
): Page | Promise<Page> {
  const index = known?.pageParams.indexOf(cursor) ?? -1
  const old = known?.pages[index]
  if (known === undefined || old === undefined) return read(cursor)
  if (index > 0 && (index < inView.first || index > inView.last)) return old
  return readPageAgain(shape, old, cursor, index + 1 === known.pages.length, read)
}

/** All rows, each once: where pages overlap, the first one is newer. */
export function rowsIn<Page, Row>(
  { rowsOf, idOf }: ListPages<Page, Row>,
  pages: readonly Page[],
): Row[] {
  const seen = new Set<string>()
  return pages.flatMap(rowsOf).filter((row) => !seen.has(idOf(row)) && seen.add(idOf(row)))
}

/** The pages that hold the rows from one index to another. */
export function pagesWith<Page, Row>(
  { rowsOf }: ListPages<Page, Row>,
  pages: readonly Page[],
  first: number,
  last: number,
): PagesInView {
  const pageWith = (index: number) => {
    let before = 0
    return pages.findIndex((page) => {
      before += rowsOf(page).length
      return index < before
    })
  }
  return { first: pageWith(first), last: pageWith(last) }
}
