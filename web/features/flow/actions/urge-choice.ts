import type { FlowRecord } from '#shared/flow-record.ts'

/**
 * What the viewer can do to have a flow go on.
 * - `urge`: remind those who are waited for.
 * - `later`: the same, from `availableAt` on (epoch milliseconds).
 * - `reach`: turn to people of whom the app does not know who they are in DingTalk.
 */
export type UrgeChoice =
  { kind: 'urge' } | { kind: 'later'; availableAt: number; isRepeated: boolean } | { kind: 'reach' }

/** Null when there is nobody to urge, or when it is not known. Times are epoch milliseconds. */
export function urgeChoice(record: FlowRecord | null, now: number): UrgeChoice | null {
  if (record === null) return null
  const { state, availableAt } = record.urge
  if (state === 'nobody') return null
  if (state === 'unknown-people') return { kind: 'reach' }
  if (availableAt === null || availableAt <= now) return { kind: 'urge' }
  return { kind: 'later', availableAt, isRepeated: state === 'too-soon' }
}
