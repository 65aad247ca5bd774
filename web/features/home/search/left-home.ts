import { moveTo, pageState } from '#web/components/page/navigation.ts'

interface HomeSearch {
  /** With its question mark; empty for none. */
  search: string
  /** Whether it was chosen beside a contract. */
  isOther: boolean
}

/** The query of the home page that led here, or of the list beside the contract since. */
export function leftHomeSearch(): HomeSearch {
  const { search = '', isOther = false } = pageState().home ?? {}
  return { search, isOther }
}

/** Has the home page come back with another query. */
export function changeHomeSearch(search: string): void {
  const { home, ...state } = pageState()
  // Where no home page led here, there is none to go back to.
  const left = home ?? { scroll: 0, depth: Number.NaN }
  moveTo(location.href, { ...state, home: { ...left, search, isOther: true } }, true)
}
