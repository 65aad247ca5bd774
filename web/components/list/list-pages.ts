import type { InfiniteData } from '@tanstack/react-query'

/** How to map pages of a list to rows and back. */
export type ListPages<Page, Row> = {
  rowsOf: (page: Page) => readonly Row[]
  idOf: (row: Row) => string
  cursorOf: (page: Page) => string | null
  /** A page as it was read, with other rows. */
  withRows: (page: Page, rows: Row[], nextCursor: string | null) => Page
}

/** The pages with rows on screen, counted from zero. */
export type PagesInView = {
  first: number
  last: number
}

/** With more pages of new rows than this, the list counts as another one. */
const maxNewPages = 4

/**
 * Rereads a page from its first row to its last. New rows make it longer; if rows have left, it
 * reads into the next page. It ends at the same row as before, so later pages need not be reread.
 * @param read reads the rows after a cursor
 * @param isLast whether it is the last page that was loaded
 */
export async function readPageAgain<Page, Row>(
  { rowsOf, idOf, cursorOf, withRows }: ListPages<Page, Row>,
  old: Page,
  start: string | null,
  isLast: boolean,
  read: (cursor: string | null) => Promise<Page>,
): Promise<Page> {
  const known = rowsOf(old).map(idOf)
  // What else a page has is that of its first part.
  const head = await read(start)
  const rows: Row[] = []
  for (let pages = 1, fresh = head; ; pages += 1) {
    rows.push(...rowsOf(fresh))
    const cursor = cursorOf(fresh)
    if (cursor === null) return withRows(head, rows, null)
    const last = rows.at(-1)
    const reached = last === undefined ? -1 : known.indexOf(idOf(last))
    const meets = rows.some((row) => known.includes(idOf(row)))
    if (meets && (reached === -1 || reached === known.length - 1))
      return withRows(head, rows, isLast ? cursor : cursorOf(old))
    if (!meets && pages === maxNewPages) return withRows(head, rows, cursor)
    // Each page starts at the previous page's cursor.
    fresh = await read(cursor)
  }
}

/**
 * Reads a page of an infinite list. A refetch rereads the first page, where new rows arrive, and
 * the pages in view; others are reread when they come into view.
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

/** All rows without duplicates. If pages overlap, the first one is newer. */
export function rowsIn<Page, Row>(
  { rowsOf, idOf }: ListPages<Page, Row>,
  pages: readonly Page[],
): Row[] {
  const seen = new Set<string>()
  return pages.flatMap(rowsOf).filter((row) => !seen.has(idOf(row)) && seen.add(idOf(row)))
}

/** The pages that contain the rows from index `first` to `last`. */
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
