import { moveTo, pageState } from '#web/components/page/navigation.ts'

type HomeSearch = {
  /** With its question mark; empty for none. */
  search: string
  /** Whether it was chosen next to a contract. */
  isOther: boolean
}

/**
 * The query of the home page that led here, or the one chosen since in the list next to the
 * contract.
 */
export function leftHomeSearch(): HomeSearch {
  const { search = '', isOther = false } = pageState().home ?? {}
  return { search, isOther }
}

/** Changes the query that the home page will have on return. */
export function changeHomeSearch(search: string): void {
  const { home, ...state } = pageState()
  // Without a previous home page, there is none to go back to.
  const left = home ?? { scroll: 0, depth: Number.NaN }
  moveTo(location.href, { ...state, home: { ...left, search, isOther: true } }, true)
}
