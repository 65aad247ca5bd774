import type { Flow } from '#shared/rules/flow.ts'
import { logReason } from './log-reason.ts'
import type { NextStep, Wait } from './next-step.ts'
import type { ApprovalSituation, SignerSituation, Situation } from './situation.ts'
import type { SituationFacts } from './situation-facts.ts'

type Parts = Omit<Situation, 'next'>

type People = readonly { name: string | null }[]

const noMore = { people: [], since: null, followedBy: [], reason: null, waits: [], byName: [] }

export function nextStepOf(facts: SituationFacts, parts: Parts): NextStep {
  const { flow, signers, people = [] } = facts
  const { end } = parts
  const since = end?.at ?? null
  const reason = end?.reason ?? null
  if (flow.status === 'refused') return { ...refusal(flow, parts), kind: 'refused', since, reason }
  if (flow.status === 'completed') return completion(parts, signers !== null)
  if (flow.status !== 'signing') return { ...noMore, kind: flow.status, since, reason }
  if (parts.signers.some(({ state }) => state === 'refused'))
    return { ...refusal(flow, parts), kind: 'refused-not-ended' }
  return waiting(parts, people) ?? notWaiting(flow, parts, signers !== null)
}

function namesOf(people: readonly { name: string | null }[]): string[] {
  return people.flatMap(({ name }) => (name === null ? [] : [name]))
}

function inState(parts: Parts, state: SignerSituation['state']): SignerSituation[] {
  return parts.signers.filter((signer) => signer.state === state)
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.flatMap((time) => (time === null ? [] : [time]))
  return known.length > 0 ? Math.min(...known) : null
}

function refusal({ logs }: Flow, parts: Parts): NextStep {
  const log = logs.find(({ type }) => type === 'sign-refused')
  return {
    ...noMore,
    kind: 'refused',
    people: log?.operator ? [log.operator] : namesOf(inState(parts, 'refused')),
    since: log?.time ?? null,
    reason: logReason(log),
  }
}

function completion(parts: Parts, isRead: boolean): NextStep {
  const since = parts.end?.at ?? null
  const unsigned = parts.signers.filter(({ state }) => state !== 'done')
  if (isRead && unsigned.length > 0)
    return { ...noMore, kind: 'completed-not-all-signed', people: namesOf(unsigned), since }
  return { ...noMore, kind: 'completed', since }
}

/** Null if nobody is known to be waited for. */
function waiting(parts: Parts, known: People): NextStep | null {
  const { approvals, signers } = parts
  const refusals = approvals.filter(({ isOpenRefusal }) => isOpenRefusal)
  const waits = [
    signatures(parts, refusals),
    decisions(parts),
    newRequests(parts, refusals),
  ].flatMap((wait) => wait ?? [])
  if (waits.length === 0) return null
  const rest = {
    followedBy: namesOf(inOrder(inState(parts, 'later'))),
    waits,
    byName: byName(signers, approvals, known),
  }
  const since = earliest(waits.map((wait) => wait.since))
  const people = waits.flatMap((wait) => wait.people)
  const [only, ...more] = waits
  if (only === undefined || more.length > 0)
    return { ...rest, kind: 'waiting-for-several', people, since, reason: reasonOf(refusals) }
  switch (only.for) {
    case 'signature':
      return { ...rest, kind: 'waiting-for-signature', people, since, reason: null }
    case 'seal-approval':
      return { ...rest, kind: 'waiting-for-seal-approval', people, since, reason: null }
    case 'new-seal-request':
      return {
        ...rest,
        kind: 'seal-approval-refused',
        people: refusals.flatMap(({ deciders }) => deciders),
        since,
        reason: reasonOf(refusals),
      }
  }
}

function reasonOf(refusals: readonly ApprovalSituation[]): string | null {
  return refusals.find(({ reason }) => reason !== null)?.reason ?? null
}

function signatures(parts: Parts, refusals: readonly ApprovalSituation[]): Wait | null {
  const due = parts.signers.filter(
    ({ state }, index) => state === 'due' && !refusals.some(({ signer }) => signer === index),
  )
  if (due.length === 0) return null
  return { for: 'signature', people: namesOf(due), since: earliest(due.map((one) => one.since)) }
}

/** Includes signers blocked by an approval that could not be read. */
function decisions({ signers, approvals }: Parts): Wait | null {
  const running = approvals.filter(({ isWaitedFor }) => isWaitedFor)
  if (running.length === 0 && !signers.some(({ state }) => state === 'held')) return null
  return {
    for: 'seal-approval',
    people: [...new Set(running.flatMap(({ deciders }) => deciders))],
    since: earliest(running.map((approval) => approval.since)),
  }
}

function newRequests(parts: Parts, refusals: readonly ApprovalSituation[]): Wait | null {
  if (refusals.length === 0) return null
  const askers = refusals.flatMap(({ signer }) =>
    signer === null ? [] : (parts.signers[signer] ?? []),
  )
  return {
    for: 'new-seal-request',
    people: namesOf(askers),
    since: earliest(refusals.map((refused) => refused.since)),
  }
}

function byName(
  signers: readonly SignerSituation[],
  approvals: readonly ApprovalSituation[],
  known: People,
): string[] {
  const doubtful = signers.filter(({ state, isPersonSure }) => state === 'due' && !isPersonSure)
  // The same person may have a different name here.
  const namesHere = doubtful.flatMap(({ person }) => known[person ?? -1] ?? [])
  const deciders = approvals.flatMap((one) => (one.isWaitedFor ? one.deciders : []))
  return [...new Set([...namesOf(doubtful), ...namesOf(namesHere), ...deciders])]
}

function inOrder(signers: SignerSituation[]): SignerSituation[] {
  if (signers.some(({ order }) => order === null)) return signers
  // Sorts its own copy, as these engines lack `toSorted`.
  // oxlint-disable-next-line unicorn/no-array-sort
  return signers.sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
}

function notWaiting(flow: Flow, parts: Parts, isRead: boolean): NextStep {
  const { signers } = parts
  if (!isRead || signers.length === 0)
    return { ...noMore, kind: 'signing-unknown-who', since: flow.logs[0]?.time ?? null }
  const open = signers.filter(({ state }) => state !== 'done')
  const signedAt = signers.map(({ since }) => since ?? 0)
  if (open.length === 0) {
    const since = Math.max(...signedAt)
    return { ...noMore, kind: 'all-signed-not-completed', since: since === 0 ? null : since }
  }
  return { ...noMore, kind: 'waiting-for-anyone', people: namesOf(open) }
}
