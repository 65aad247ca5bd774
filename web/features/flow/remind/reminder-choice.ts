import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/**
 * What the requester can do to move a flow on.
 * - `remind`: remind the people it waits for.
 * - `later`: the same, but not before `availableAt` (epoch milliseconds). `canReach`: others can be
 *   contacted meanwhile.
 * - `reach`: contact people whose DingTalk account the app does not know.
 */
export type ReminderChoice =
  | { kind: 'remind' }
  | { kind: 'later'; availableAt: number; isRepeated: boolean; canReach: boolean }
  | { kind: 'reach' }

/** Null if there is nobody but the requester to remind, or if that is unknown. */
export function reminderChoice({ registry }: FlowView, now: EpochMs): ReminderChoice | null {
  if (registry === null || registry.urge.state === 'nobody') return null
  const { state, availableAt, unreached } = registry.urge
  if (state === 'unknown-people') return { kind: 'reach' }
  if (availableAt === null || availableAt <= now) return { kind: 'remind' }
  const isRepeated = state === 'too-soon'
  return { kind: 'later', availableAt, isRepeated, canReach: unreached.length > 0 }
}
