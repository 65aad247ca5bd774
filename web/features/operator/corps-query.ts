import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query'
import type { OperatorCorp, OperatorCorps } from '#shared/schemas/corp/operator.ts'
import { type CorpChoice, corpsKey, readCorps } from '#web/api/queries/operator.ts'
import { type ListPages, type PagesInView, readInView } from '#web/components/list/list-pages.ts'

/** Of the list on screen. */
export const corpPagesInView: PagesInView = { first: 0, last: 0 }

export const corpPages: ListPages<OperatorCorps, OperatorCorp> = {
  rowsOf: ({ corps }) => corps,
  idOf: ({ corpId }) => corpId,
  cursorOf: ({ nextCursor }) => nextCursor,
  pageOf: (corps, nextCursor) => ({ corps, nextCursor }),
}

/** A paginated list of organisations. */
export function corpsQuery(choice: CorpChoice) {
  const queryKey = [...corpsKey, choice] as const
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal, client }): Promise<OperatorCorps> => {
      const known = client.getQueryData<InfiniteData<OperatorCorps, string | null>>(queryKey)
      return readInView(corpPages, known, pageParam, corpPagesInView, (cursor) =>
        readCorps(client, choice, cursor, { signal }),
      )
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}
