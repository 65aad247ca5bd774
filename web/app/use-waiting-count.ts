import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'

const largestCount = 99

/** The key of the list of what waits for the person, as the home page reads it. */
const waitingList = ['flows', { scope: 'waiting', status: null, q: '' }] as const

interface ReadList {
  pages: readonly { flows: readonly unknown[]; nextCursor: string | null }[]
}

/**
 * How many contracts wait for the person, as far as the home page has read them: "3", "99+"; null for
 * none, and while nobody knows. Asks for nothing by itself.
 */
export function useWaitingCount(): string | null {
  const client = useQueryClient()
  const listen = useCallback(
    (changed: () => void) => client.getQueryCache().subscribe(changed),
    [client],
  )
  return useSyncExternalStore(
    listen,
    () => textOf(client.getQueryData<ReadList>(waitingList)),
    () => null,
  )
}

function textOf(list: ReadList | undefined): string | null {
  if (list === undefined) return null
  const count = list.pages.reduce((sum, { flows }) => sum + flows.length, 0)
  if (count > largestCount) return `${largestCount}+`
  const isAll = list.pages[list.pages.length - 1]?.nextCursor === null
  return count === 0 ? null : `${count}${isAll ? '' : '+'}`
}
