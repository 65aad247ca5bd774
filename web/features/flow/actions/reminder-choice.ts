import type { FlowView } from '#shared/schemas/flow/flow.ts'

/**
 * What the viewer can do to move a flow on.
 * - `remind`: remind the people it waits for.
 * - `later`: the same, but not before `availableAt` (epoch milliseconds). `canReach`: others can be
 *   contacted meanwhile.
 * - `reach`: contact people whose DingTalk account the app does not know.
 */
export type ReminderChoice =
  | { kind: 'remind' }
  | { kind: 'later'; availableAt: number; isRepeated: boolean; canReach: boolean }
  | { kind: 'reach' }

/**
 * Null if there is nobody but the viewer to remind, or if that is unknown.
 * @param viewerName the name in DingTalk
 * @param now epoch milliseconds
 */
export function reminderChoice(
  view: FlowView,
  viewerName: string,
  now: number,
): ReminderChoice | null {
  const { registry } = view
  if (registry === null) return null
  const { state, availableAt, reached, unreached } = registry.urge
  if (state === 'nobody') return null
  // People without a user id can be compared only by name.
  const canReach = unreached.some((name) => name !== viewerName)
  if (reached.length === 0 && unreached.length > 0 && !canReach) return null
  if (state === 'unknown-people') return { kind: 'reach' }
  if (availableAt === null || availableAt <= now) return { kind: 'remind' }
  return { kind: 'later', availableAt, isRepeated: state === 'too-soon', canReach }
}
