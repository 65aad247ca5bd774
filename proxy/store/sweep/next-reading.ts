const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Minimum pause: more may happen soon after something did. */
const minPauseMs = 5 * minuteMs
const maxPauseMs = dayMs

/** Nobody's turn is on record yet for a flow that was just started. */
const firstMs = 10 * secondMs

/** Before the message on the last day, so that it names the right people. */
const eveMs = dayMs + 10 * minuteMs
const lastDayMs = 3 * hourMs
/** Upstream expires flows by its own clock. */
const afterDeadlineMs = minuteMs

/** Times are epoch milliseconds. */
export type ReadFlow = {
  /** When it was last read; null if never. */
  readAt: number | null
  /** When something last happened to it, as far as known. */
  activeAt: number
  deadline: number | null
}

/**
 * When the server next rereads a flow in progress: after minutes at first, then after as long as
 * nothing has happened, and more often on its last day.
 */
export function nextReading({ readAt, activeAt, deadline }: ReadFlow): number {
  if (readAt === null) return activeAt + firstMs
  const isOver = deadline !== null && readAt >= deadline
  const quietSince = isOver ? Math.max(activeAt, deadline) : activeAt
  const pause = Math.min(Math.max(readAt - quietSince, minPauseMs), maxPauseMs)
  const usual = readAt + pause
  if (deadline === null || isOver) return usual
  const eve = deadline - eveMs
  if (readAt < eve) return Math.min(usual, eve)
  return Math.min(usual, readAt + lastDayMs, deadline + afterDeadlineMs)
}
