const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Soon after something happened, more may follow. */
const shortestMs = 5 * minuteMs
const longestMs = dayMs

/** A flow that was only started has nobody's turn on record yet. */
const firstMs = 10 * secondMs

/** Before the message on the last day, so that it names who is missing. */
const eveMs = dayMs + 10 * minuteMs
const lastDayMs = 3 * hourMs
/** Upstream ends flows by its own clock. */
const afterDeadlineMs = minuteMs

/** Times are epoch milliseconds. */
export type ReadFlow = {
  /** When it was read last; null for one that was never read. */
  readAt: number | null
  /** When something happened to it last, as far as is known. */
  activeAt: number
  deadline: number | null
}

/**
 * When a flow under way is read again by the server itself: at first after minutes, then each time after as
 * long as nothing has happened, and more often on its last day.
 */
export function nextReading({ readAt, activeAt, deadline }: ReadFlow): number {
  if (readAt === null) return activeAt + firstMs
  const isOver = deadline !== null && readAt >= deadline
  const quietSince = isOver ? Math.max(activeAt, deadline) : activeAt
  const pause = Math.min(Math.max(readAt - quietSince, shortestMs), longestMs)
  const usual = readAt + pause
  if (deadline === null || isOver) return usual
  const eve = deadline - eveMs
  if (readAt < eve) return Math.min(usual, eve)
  return Math.min(usual, readAt + lastDayMs, deadline + afterDeadlineMs)
}
