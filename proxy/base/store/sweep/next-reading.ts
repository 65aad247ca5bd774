import type { EpochMs } from '#shared/rules/time.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const minPauseMs = 5 * minuteMs
export const maxPauseMs = dayMs

/** How long after its start a flow is read for the first time, which stores whose turn it is. */
const firstMs = 10 * secondMs

/** Shortly before the message on its last day, which names the people it waits for. */
const eveMs = dayMs + 10 * minuteMs

const lastDayMs = 3 * hourMs

/** How long after its deadline a flow is read: by then e签宝's own clock has passed it, too. */
const afterDeadlineMs = minuteMs

export type ReadFlow = {
  /** When it was last read; null if never. */
  readAt: EpochMs | null
  /** When something last happened to it, as far as known. */
  activeAt: EpochMs
  deadline: EpochMs | null
}

/**
 * After minutes at first, then after as long as nothing has happened, and more often on its last
 * day.
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
