import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'

/**
 * What a page has to tell by itself, the most important first: no network or old data, a part that
 * could not be read, what was just done, a return from e签宝, access requests, the subscription,
 * what one may do beside.
 */
const ranks = ['stale', 'partial', 'done', 'returned', 'access', 'subscription', 'offer'] as const

export type NoticeRank = (typeof ranks)[number]

type Queued = {
  id: string
  rank: NoticeRank
}

type Notices = {
  /** The notices of the page, the most important first. */
  queue: readonly Queued[]
  /** Where the first notice is rendered. */
  slot: HTMLElement | null
  /** Where the others are, if their list is open. */
  list: HTMLElement | null
  setSlot: (element: HTMLElement | null) => void
  setList: (element: HTMLElement | null) => void
  /** Adds a notice. Returns a function that removes it. */
  enqueue: (id: string, rank: NoticeRank) => () => void
}

const NoticesContext = createContext<Notices | null>(null)

export function useNotices(): Notices {
  const notices = useContext(NoticesContext)
  if (notices === null) throw new Error('a notice outside of NoticeProvider')
  return notices
}

export function NoticeProvider({ children }: { children: ReactNode }) {
  const [queue, setQueue] = useState<readonly Queued[]>([])
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const [list, setList] = useState<HTMLElement | null>(null)
  const enqueue = useCallback((id: string, rank: NoticeRank) => {
    const order = (one: Queued) => ranks.indexOf(one.rank)
    // A newer one of the same rank comes first.
    setQueue((before) => [{ id, rank }, ...before].sort((a, b) => order(a) - order(b)))
    return () => setQueue((before) => before.filter((one) => one.id !== id))
  }, [])
  const notices = useMemo(
    () => ({ queue, slot, list, setSlot, setList, enqueue }),
    [queue, slot, list, enqueue],
  )
  return <NoticesContext value={notices}>{children}</NoticesContext>
}
