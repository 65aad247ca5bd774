import { corpFilters, corpSorts, sortOrders } from '#shared/rules/codes/corp-codes.ts'
import { type CorpChoice, corpChoiceSearch } from '#web/api/queries/operator.ts'

/** The choice in a URL; `filter` is null until somebody has chosen one. */
export type ChoiceInPath = Omit<CorpChoice, 'filter'> & { filter: CorpChoice['filter'] | null }

export function choiceFrom(search: string): ChoiceInPath {
  const query = new URLSearchParams(search)
  const oneOf = <Value extends string>(values: readonly Value[], name: string) =>
    values.find((value) => value === query.get(name))
  return {
    filter: oneOf(corpFilters, 'filter') ?? null,
    q: query.get('q') ?? '',
    sort: oneOf(corpSorts, 'sort') ?? 'condition',
    order: oneOf(sortOrders, 'order') ?? 'asc',
  }
}

/** The path of the list. */
export const listPath = (choice: CorpChoice): string => `/operator?${corpChoiceSearch(choice)}`

/** The path of an organisation. */
export const corpPagePath = (corpId: string): string => `/operator/${encodeURIComponent(corpId)}`
