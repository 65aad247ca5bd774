import type { FlowLog } from '#shared/rules/flow.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import { type FlowStatus, hasEnded } from '#shared/rules/codes/flow-status.ts'
import { logTypeFacts, type MilestoneKind } from '#shared/rules/codes/log-type.ts'
import type { Situation } from './situation.ts'
import type { SituationFacts } from './situation-facts.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'

/**
 * What a stage was spent on, by what ended it.
 * - `preparation`: until it was sent out.
 * - `signature`, `refusal`: until `people` signed, or refused to.
 * - `seal-request`: until `people` requested approval to use the corp's seal.
 * - `seal-approval`, `seal-refusal`: until `people` agreed to that use, or refused it.
 * - `passing-on`: while signing was passed on or handed over, `times` times.
 * - `completion`, `revocation`, `expiry`, `deletion`: until the flow ended in that way.
 * - `unknown-end`: it has ended at an unknown time.
 * - the rest lasts until now: a draft is `drafting`; `people` are waited for to sign
 * (`waiting-for-signature`) or to approve the seal (`waiting-for-seal-approval`); `waiting` if that
 * is unknown.
 */
export type StageKind =
  | Exclude<MilestoneKind, 'creation'>
  | 'unknown-end'
  | 'drafting'
  | 'waiting-for-signature'
  | 'waiting-for-seal-approval'
  | 'waiting'

/** A span of a flow's life between two events that moved it on. */
export type Stage = {
  kind: StageKind
  people: string[]
  /** How many events of its kind it combines. */
  times: number
  start: EpochMs
  /** Null while it lasts, and for `unknown-end`. */
  end: EpochMs | null
  isRunning: boolean
}

/**
 * Finished stages of these kinds show how fast people are, unlike idling until a flow was revoked
 * or expired.
 */
export const workKinds = [
  'preparation',
  'signature',
  'refusal',
  'seal-request',
  'seal-approval',
  'seal-refusal',
  'passing-on',
  'completion',
] as const satisfies readonly StageKind[]

type StageFacts = Pick<SituationFacts, 'flow' | 'approvals'>

type Milestone = {
  kind: MilestoneKind
  person: string | null
  time: EpochMs
}

/** Whether a record may begin or end a stage. */
export function isMilestone({ type, time }: FlowLog): boolean {
  return logTypeFacts(type).milestone !== undefined && time !== null
}

/** Events that can have ended a flow of each status. */
const endsOf: Record<FlowStatus, readonly MilestoneKind[]> = {
  draft: [],
  signing: [],
  completed: ['completion'],
  revoked: ['revocation'],
  // e签宝 has no record of it.
  terminated: [],
  expired: ['expiry'],
  refused: ['refusal'],
  deleted: ['deletion', 'revocation', 'expiry', 'refusal', 'completion'],
  unknown: [],
}

/**
 * Largest difference between the times of one event in the log and in the seal approvals
 * (milliseconds).
 */
const sameMoment = 2 * 60_000

/**
 * Shorter completions are left out: e签宝 takes a moment to archive a completed flow (milliseconds).
 */
const minShownMs = 60_000

/** Oldest first; the last one may still be running. Records without a time are ignored. */
export function stageDurations(facts: StageFacts, situation: Situation): Stage[] {
  const { status } = facts.flow
  const milestones = untilEnd(milestonesOf(facts), status, situation.end?.at ?? null)
  const stages: Stage[] = []
  milestones.forEach((milestone, index) => {
    const before = milestones[index - 1]
    if (before && milestone.kind !== 'creation') addStage(stages, milestone.kind, before, milestone)
  })
  const last = milestones[milestones.length - 1]
  if (!last) return stages
  if (!hasEnded(status)) return [...stages, running(situation, last.time)]
  const ends = status === 'completed' ? ['completion', 'signature'] : endsOf[status]
  if (ends.includes(last.kind)) return stages
  return [
    ...stages,
    { kind: 'unknown-end', people: [], times: 1, start: last.time, end: null, isRunning: false },
  ]
}

function addStage(stages: Stage[], kind: StageKind, from: Milestone, to: Milestone): void {
  const last = stages[stages.length - 1]
  if (kind === 'completion' && to.time - from.time < minShownMs) return
  const people = to.person === null ? [] : [to.person]
  if (kind === 'passing-on' && last?.kind === 'passing-on') {
    last.end = to.time
    last.times += 1
    if (people.some((person) => !last.people.includes(person))) last.people.push(...people)
    return
  }
  stages.push({ kind, people, times: 1, start: from.time, end: to.time, isRunning: false })
}

function running({ next }: Situation, start: number): Stage {
  const { kind, people } = next
  const lasting = { people, times: 1, start, end: null, isRunning: true }
  switch (kind) {
    case 'draft':
      return { ...lasting, kind: 'drafting' }
    case 'waiting-for-signature':
    case 'waiting-for-anyone':
      return { ...lasting, kind: 'waiting-for-signature' }
    case 'waiting-for-seal-approval':
      return { ...lasting, kind: 'waiting-for-seal-approval' }
    case 'waiting-for-several':
      return { ...lasting, kind: 'waiting' }
    default:
      return { ...lasting, kind: 'waiting', people: [] }
  }
}

/** Every event that moved the flow on, oldest first. */
function milestonesOf({ flow, approvals }: StageFacts): Milestone[] {
  const logged = loggedMilestones(flow.logs)
  const hasRecord = recordsIn(logged)
  const unlogged = (approvals ?? []).flatMap(approvalMilestones).filter((one) => !hasRecord(one))
  // A stable sort keeps the log's order of simultaneous events. It sorts its own copy, as these
  // engines lack `toSorted`.
  // oxlint-disable-next-line unicorn/no-array-sort
  const all = [...logged, ...unlogged].sort((a, b) => a.time - b.time)
  // It is sent out once; a second record contradicts the first.
  const sent = all.find(({ kind }) => kind === 'preparation')
  return all.filter(
    (milestone, index) =>
      (milestone.kind !== 'creation' || index === 0) &&
      (milestone.kind !== 'preparation' || milestone === sent),
  )
}

/**
 * Of its kind, at its moment, and of its person where both are known.
 * @param logged oldest first
 */
function recordsIn(logged: readonly Milestone[]): (milestone: Milestone) => boolean {
  const ofAll = new Map<MilestoneKind, number[]>()
  const ofPerson = new Map<string, number[]>()
  const keyOf = (kind: MilestoneKind, person: string | null) => JSON.stringify([kind, person])
  for (const { kind, person, time } of logged) {
    addTo(ofAll, kind, time)
    addTo(ofPerson, keyOf(kind, person), time)
  }
  return ({ kind, person, time }) =>
    person === null
      ? hasNear(ofAll.get(kind), time)
      : hasNear(ofPerson.get(keyOf(kind, person)), time) ||
        hasNear(ofPerson.get(keyOf(kind, null)), time)
}

function addTo<Key>(lists: Map<Key, number[]>, key: Key, time: number): void {
  const known = lists.get(key)
  if (known === undefined) lists.set(key, [time])
  else known.push(time)
}

/** Whether one of these times, in ascending order, is the same moment; a binary search. */
function hasNear(times: readonly number[] = [], time: number): boolean {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((times[middle] ?? 0) < time - sameMoment) low = middle + 1
    else high = middle
  }
  return (times[low] ?? Infinity) <= time + sameMoment
}

function loggedMilestones(logs: readonly FlowLog[]): Milestone[] {
  return logs.reduceRight<Milestone[]>((milestones, { type, operator, time }) => {
    const { milestone: kind } = logTypeFacts(type)
    if (kind !== undefined && time !== null) milestones.push({ kind, person: operator, time })
    return milestones
  }, [])
}

function approvalMilestones(approval: SealApproval): Milestone[] {
  const { sponsor, startTime, endTime, nodes } = approval
  const begun: Milestone[] =
    startTime === null ? [] : [{ kind: 'seal-request', person: sponsor, time: startTime }]
  const decided = nodes.flatMap(({ approver, status, decisionTime }): Milestone[] => {
    const kind = decisionKind(status)
    return kind === null || decisionTime === null
      ? []
      : [{ kind, person: approver, time: decisionTime }]
  })
  const kind = decisionKind(approval.status)
  if (kind === null || endTime === null) return [...begun, ...decided]
  const deciders = nodes.filter(({ status }) => status === approval.status)
  const person = deciders[deciders.length - 1]?.approver ?? null
  const hasRecord = decided.some(
    (one) => one.kind === kind && (one.person === person || one.time === endTime),
  )
  return [...begun, ...decided, ...(hasRecord ? [] : [{ kind, person, time: endTime }])]
}

function decisionKind(status: SealApproval['status']): 'seal-approval' | 'seal-refusal' | null {
  if (status === 'agreed') return 'seal-approval'
  return status === 'refused' ? 'seal-refusal' : null
}

/** Drops what was recorded after the flow's end. A deleted flow had usually ended before. */
function untilEnd(
  milestones: readonly Milestone[],
  status: FlowStatus,
  endedAt: EpochMs | null,
): readonly Milestone[] {
  const ends = endsOf[knownWord(endsOf, status)]
  const end = milestones.findIndex(
    ({ kind, time }) => ends.includes(kind) && (status === 'deleted' || time === endedAt),
  )
  return end < 0 ? milestones : milestones.slice(0, end + 1)
}
