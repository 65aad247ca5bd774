import { useInfiniteQuery } from '@tanstack/react-query'
import type { FlowScope } from '#shared/flow-scope.ts'
import { flowListQuery } from '../list/flow-list-query.ts'

const whole = { status: null, q: '' } as const

/**
 * The list to show to somebody who has chosen none: what waits for the person, else what the person
 * started, else all. Null as long as that is not known, and where nobody asks.
 */
export function useFirstScope(isAsked: boolean): FlowScope | null {
  const waiting = useInfiniteQuery({
    ...flowListQuery({ scope: 'waiting', ...whole }),
    enabled: isAsked,
  })
  const started = useInfiniteQuery({
    ...flowListQuery({ scope: 'started', ...whole }),
    enabled: isAsked,
  })
  if (!isAsked) return null
  // What cannot be read says so in its own place.
  if (waiting.data === undefined) return waiting.isError ? 'waiting' : null
  if (hasAny(waiting.data)) return 'waiting'
  if (started.data === undefined) return started.isError ? 'waiting' : null
  return hasAny(started.data) ? 'started' : 'all'
}

function hasAny({ pages }: { pages: readonly { flows: readonly unknown[] }[] }): boolean {
  return pages.some(({ flows }) => flows.length > 0)
}
