import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { signOffer } from './sign-offer.ts'

/**
 * What the viewer can do to have a flow go on.
 * - `urge`: remind those who are waited for.
 * - `later`: the same, from `availableAt` on (epoch milliseconds).
 * - `reach`: turn to people of whom the app does not know who they are in DingTalk.
 */
export type ReminderChoice =
  { kind: 'urge' } | { kind: 'later'; availableAt: number; isRepeated: boolean } | { kind: 'reach' }

/**
 * Null when there is nobody to remind, when it is not known, and where the viewer is to act first.
 * @param viewerName as DingTalk tells it
 * @param now epoch milliseconds
 */
export function reminderChoice(
  view: FlowView,
  viewerName: string,
  now: number,
): ReminderChoice | null {
  const { registry } = view
  if (registry === null || signOffer(view, viewerName) === 'due') return null
  const { state, availableAt, reached, unreached } = registry.urge
  if (state === 'nobody') return null
  // Where the app does not know who is waited for, a name is all there is to tell the viewer by.
  const isViewerAlone =
    reached.length === 0 && unreached.length > 0 && unreached.every((name) => name === viewerName)
  if (isViewerAlone) return null
  if (state === 'unknown-people') return { kind: 'reach' }
  if (availableAt === null || availableAt <= now) return { kind: 'urge' }
  return { kind: 'later', availableAt, isRepeated: state === 'too-soon' }
}
