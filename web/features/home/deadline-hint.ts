import type { ListedFlow } from '#shared/flow-list.ts'
import { hasEnded } from '#shared/flow-status.ts'
import { dateText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'

const day = 24 * 60 * 60_000

/** What is worth telling of a deadline: that it is over, that it is near, or when it is. */
export type DeadlineHint =
  | { kind: 'over' }
  | { kind: 'near'; left: number; isUrgent: boolean }
  | { kind: 'far'; date: string }

/**
 * Null for a flow that cannot be signed any more, and where no deadline is known.
 * @param now epoch milliseconds, as `left` is milliseconds
 */
export function deadlineHint(
  { status, deadline }: Pick<ListedFlow, 'status' | 'deadline'>,
  now: number,
): DeadlineHint | null {
  if (deadline === null || hasEnded(status)) return null
  const left = deadline - now
  if (left <= 0) return { kind: 'over' }
  if (left <= 3 * day) return { kind: 'near', left, isUrgent: left <= day }
  return { kind: 'far', date: dateText(deadline, deviceZone) }
}
