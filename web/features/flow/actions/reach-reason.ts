import type { NextStep, WaitKind } from '#shared/rules/situation/next-step.ts'

/** What people are asked to do; `several` if they have different tasks. */
export type ReachReason = WaitKind | 'several'

/** @param names the people to contact; empty if no name is known */
export function reachReason({ kind, waits }: NextStep, names: readonly string[]): ReachReason {
  if (kind === 'waiting-for-seal-approval') return 'seal-approval'
  if (kind === 'seal-approval-refused') return 'new-seal-request'
  if (kind !== 'waiting-for-several' || waits === undefined) return 'signature'
  const theirs = waits.filter(({ people }) => people.some((person) => names.includes(person)))
  const kinds = new Set((theirs.length > 0 ? theirs : waits).map((wait) => wait.for))
  const [first = 'signature', ...others] = kinds
  return others.length > 0 ? 'several' : first
}
