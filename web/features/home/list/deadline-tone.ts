import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { EpochMs } from '#shared/rules/time.ts'

const day = 24 * 60 * 60_000

/**
 * The urgency of a deadline: `bad` once it is over, `warn` within the last day, `quiet` within the
 * last week. Null before that, for a flow that can no longer be signed, or without a known
 * deadline.
 */
export function deadlineTone(
  { status, deadline }: Pick<ListedFlow, 'status' | 'deadline'>,
  now: EpochMs,
): 'quiet' | 'warn' | 'bad' | null {
  if (deadline === null || hasEnded(status)) return null
  if (deadline <= now) return 'bad'
  if (deadline - now <= day) return 'warn'
  return deadline - now < 7 * day ? 'quiet' : null
}
