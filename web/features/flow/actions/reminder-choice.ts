import type { FlowView } from '#shared/schemas/flow/flow.ts'

/**
 * What the viewer can do to move a flow on.
 * - `remind`: remind the people waited for.
 * - `later`: the same, from `availableAt` on (epoch milliseconds).
 * - `reach`: contact people whose DingTalk account the app does not know.
 */
export type ReminderChoice =
  | { kind: 'remind' }
  | { kind: 'later'; availableAt: number; isRepeated: boolean }
  | { kind: 'reach' }

/**
 * Null when there is nobody but the viewer to remind, and when it is not known.
 * @param viewerName as DingTalk tells it
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
  // People without a user id can be compared by name only.
  const isViewerAlone =
    reached.length === 0 && unreached.length > 0 && unreached.every((name) => name === viewerName)
  if (isViewerAlone) return null
  if (state === 'unknown-people') return { kind: 'reach' }
  if (availableAt === null || availableAt <= now) return { kind: 'remind' }
  return { kind: 'later', availableAt, isRepeated: state === 'too-soon' }
}
