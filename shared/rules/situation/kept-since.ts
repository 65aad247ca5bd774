import type { FlowLog } from '#shared/rules/flow.ts'
import type { NextStep } from './next-step.ts'
import type { Situation } from './situation.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type EarlierStep = {
  nextStep: NextStep | null
  /** When the newest record that may affect the situation was made. */
  lastLogAt: EpochMs | null
}

/**
 * Records contain only names, so when one of several namesakes has signed, the log alone seems to
 * begin the others' turn.
 * @returns when people of the name signed; null unless all who are waited for have one name
 */
export function signaturesOfNamesakes(
  { signers }: Situation,
  logs: readonly FlowLog[],
): number[] | null {
  const due = signers.filter(({ state }) => state === 'due')
  const name = due[0]?.name ?? null
  if (name === null || due.some((one) => one.name !== name || one.sinceBy !== 'log')) return null
  if (signers.filter((one) => one.name === name).length < 2) return null
  // It is unknown who signs for whom.
  if (logs.some(({ type }) => type === 'sign-delegated')) return null
  return logs.flatMap(({ type, operator, time }) =>
    type === 'signed' && operator === name && time !== null ? [time] : [],
  )
}

/**
 * Namesakes who were waited for at an earlier reading, and have not signed since, keep the time
 * that it said.
 * @param signedAt see `signaturesOfNamesakes`
 */
export function withKeptSince(
  step: NextStep,
  signedAt: readonly number[] | null,
  { nextStep, lastLogAt }: EarlierStep,
): NextStep {
  const now = step.waits?.find((wait) => wait.for === 'signature')
  const before = nextStep?.waits?.find((wait) => wait.for === 'signature')
  if (signedAt === null || lastLogAt === null || !now || !before || before.since === null)
    return step
  const [name] = now.people
  const signed = signedAt.filter((time) => time > lastLogAt).length
  const isSame = before.people.every((person) => person === name)
  if (!isSame || before.people.length - signed < now.people.length) return step
  if (now.since === null || now.since <= before.since) return step
  const waits = (step.waits ?? []).map((wait) =>
    wait === now ? { ...wait, since: before.since } : wait,
  )
  const known = waits.flatMap(({ since }) => since ?? [])
  return { ...step, waits, since: Math.min(...known) }
}
