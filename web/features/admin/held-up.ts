import type { OutboxGroup } from '#shared/schemas/corp/outbox.ts'

/** Reasons that resolve without action. */
export const harmlessReasons: readonly (string | null)[] = [
  null,
  'quiet-hours',
  'daily-limit',
  'unavailable',
]

/** Whether messages wait for something that somebody has to mend. */
export function isHeldUp({ state, reason }: OutboxGroup): boolean {
  return state === 'waiting' && !harmlessReasons.includes(reason)
}

/** Whether messages have not reached their people. */
export const isMissed = ({ state }: OutboxGroup): boolean => state !== 'waiting'
