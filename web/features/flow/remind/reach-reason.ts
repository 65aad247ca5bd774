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

/** What people are asked, in both languages, as it is not known which one they read. */
export const reachTexts: Record<ReachReason, (title: string) => string> = {
  signature: (title) => `请签署合同《${title}》。 Please sign the contract “${title}”.`,
  'seal-approval': (title) =>
    `请审批合同《${title}》的用印申请。 Please decide on the use of the seal for the contract “${title}”.`,
  'new-seal-request': (title) =>
    `合同《${title}》的用印审批被拒绝，请重新申请用印。 The use of the seal for the contract “${title}” was refused. Please ask for it again.`,
  several: (title) => `合同《${title}》正在等您处理。 The contract “${title}” is waiting for you.`,
}
