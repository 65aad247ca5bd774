import { type CorpChoice, corpSearch } from '#web/api/queries/operator.ts'

/**
 * The path of the desk, with an organisation or none, and with the filter of the list next to it.
 */
export function deskPath(corpId: string | null, choice?: CorpChoice): string {
  const path = corpId === null ? '/operator' : `/operator/${encodeURIComponent(corpId)}`
  const search = choice === undefined ? '' : corpSearch(choice)
  return search === '' ? path : `${path}?${search}`
}
