import { atom } from 'nanostores'

/**
 * What a page has to tell by itself, the most important first: no network or old data, a part that
 * could not be read, what was just done, a return from e签宝, access requests, the subscription.
 */
const ranks = ['stale', 'partial', 'done', 'returned', 'access', 'subscription'] as const

export type NoticeRank = (typeof ranks)[number]

interface Queued {
  id: string
  rank: NoticeRank
}

/** The notices of the page, the most important first. */
export const noticeQueue = atom<readonly Queued[]>([])

/** Where notices are rendered: the first one in the slot, the others in the list, if it is open. */
export const noticePlaces = atom<{ slot: HTMLElement | null; list: HTMLElement | null }>({
  slot: null,
  list: null,
})

/** Adds a notice. Returns a function that removes it. */
export function enqueue(id: string, rank: NoticeRank): () => void {
  const order = (one: Queued) => ranks.indexOf(one.rank)
  // A newer one of the same rank comes first.
  const queue = [{ id, rank }, ...noticeQueue.get()].sort((a, b) => order(a) - order(b))
  noticeQueue.set(queue)
  return () => noticeQueue.set(noticeQueue.get().filter((one) => one.id !== id))
}

export function setNoticePlace(name: 'slot' | 'list', element: HTMLElement | null): void {
  noticePlaces.set({ ...noticePlaces.get(), [name]: element })
}
