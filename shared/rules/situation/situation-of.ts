import { logTypeFacts } from '#shared/rules/codes/log-type.ts'
import { approvalSituations } from './approval-situations.ts'
import { flowEnd } from './flow-end.ts'
import type { Flow, FlowLog, Signer } from '#shared/rules/flow.ts'
import { nextStepOf } from './next-step-of.ts'
import { pairSigners, type PassedOn } from './pair-signers.ts'
import { indexLogs } from './log-index.ts'
import { signatureTimes } from './signature-times.ts'
import type { ApprovalSituation, SignerSituation, Situation } from './situation.ts'
import type { SituationFacts } from './situation-facts.ts'

export function situationOf(facts: SituationFacts): Situation {
  const { flow, signers: read } = facts
  const placed = read === null ? signersByLog(facts) : statesOf(read, placesOf(read, facts), facts)
  const approvals = approvalSituations({
    approvals: facts.approvals ?? [],
    signers: read === null ? [] : placed,
    logs: flow.logs,
    // e签宝 may keep a flow open for a moment after a refusal, but nobody is waited for any more.
    isSigning: flow.status === 'signing' && placed.every(({ state }) => state !== 'refused'),
  })
  const signers = withTimes(heldBy(placed, approvals), flow, approvals, facts.approvals)
  const end = flowEnd(facts, signers)
  return { signers, approvals, end, next: nextStepOf(facts, { signers, approvals, end }) }
}

export function affectsSituation({ type }: FlowLog): boolean {
  const { milestone } = logTypeFacts(type)
  return type === 'sign-notified' || (milestone !== undefined && milestone !== 'creation')
}

/** Who passed signing on, which makes it uncertain who signs under a name. */
export function passedOnIn(logs: readonly FlowLog[]): PassedOn {
  const records = logs.filter(({ type }) => type === 'sign-delegated')
  return { wasPassedOn: records.length > 0, by: new Set(records.map(({ operator }) => operator)) }
}

type Place = Pick<SignerSituation, 'order' | 'person' | 'isPersonSure'>

/** Pairs each signer with one of the people the flow was started with. */
function placesOf(signers: readonly Signer[], facts: SituationFacts): Place[] {
  const known = startedSigners(facts)
  const passedOn = passedOnIn(facts.flow.logs)
  return pairSigners(signers, known, passedOn).map(({ person, place, isSure }) => ({
    person: person === null ? null : (known[person]?.person ?? null),
    isPersonSure: isSure,
    order: place === null ? null : (known[place]?.order ?? null),
  }))
}

/** Fallback if e签宝's list cannot be read: the people the flow was started with, and the log. */
function signersByLog(facts: SituationFacts): SignerSituation[] {
  const known = startedSigners(facts)
  const { logs } = facts.flow
  const passedOn = passedOnIn(logs)
  return known.map(({ name, order, person }): SignerSituation => {
    const isOnly = known.filter((other) => other.name === name).length === 1
    const isUnambiguous = name !== null && isOnly && !passedOn.by.has(name)
    const decided = logs.find(
      ({ type, operator }) => (type === 'signed' || type === 'sign-refused') && operator === name,
    )
    const place = { name, order, person, isPersonSure: isUnambiguous, since: null, sinceBy: null }
    if (!isUnambiguous || decided === undefined) return { ...place, ...unknownState }
    return { ...place, state: decided.type === 'signed' ? 'done' : 'refused', evidence: 'log' }
  })
}

/** With their index in the list of all people the flow was started with. */
function startedSigners({ people = [] }: SituationFacts) {
  return people.flatMap(({ role, name, order }, person) =>
    role === 'signer' ? [{ name, order, person }] : [],
  )
}

type State = Pick<SignerSituation, 'state' | 'evidence'>

const unknownState: State = { state: 'unknown', evidence: null }

function statesOf(
  read: readonly Signer[],
  places: readonly Place[],
  { flow }: SituationFacts,
): SignerSituation[] {
  const has = (...statuses: Signer['status'][]) =>
    read.some(({ status }) => statuses.includes(status))
  // e签宝 may keep a flow open for a moment after a refusal, but nobody may sign any more.
  const isOpen = flow.status === 'signing' && !has('refused')
  const first = firstOrder(read, places)

  function notSigned(order: number | null): State {
    if (has('waiting')) return { state: 'later', evidence: 'status' }
    if (first !== null) return { state: order === first ? 'due' : 'later', evidence: 'order' }
    return has('in-approval') ? { state: 'later', evidence: 'status' } : unknownState
  }

  function stateOf(status: Signer['status'], order: number | null): State {
    if (status === 'signed') return { state: 'done', evidence: 'status' }
    if (status === 'refused') return { state: 'refused', evidence: 'status' }
    if (flow.status === 'draft') return { state: 'later', evidence: 'status' }
    if (!isOpen || status === 'unknown') return unknownState
    if (status === 'unsigned') return notSigned(order)
    return { state: status === 'waiting' ? 'due' : 'held', evidence: 'status' }
  }

  return read.map(({ name, status }, index): SignerSituation => {
    const place = places[index] ?? { order: null, person: null, isPersonSure: false }
    return { name, ...place, ...stateOf(status, place.order), since: null, sinceBy: null }
  })
}

/**
 * Null unless the place of everyone who has not signed is known: `unsigned` alone does not say
 * whether it is somebody's turn.
 */
function firstOrder(read: readonly Signer[], places: readonly Place[]): number | null {
  const open = read.flatMap(({ status }, index) => (status === 'signed' ? [] : [index]))
  const orders = open.flatMap((index) => {
    const order = places[index]?.order ?? null
    return order === null || read[index]?.status === 'unknown' ? [] : [order]
  })
  return orders.length > 0 && orders.length === open.length ? Math.min(...orders) : null
}

/** A running approval blocks its requester, even if e签宝's status does not say so yet. */
function heldBy(
  signers: readonly SignerSituation[],
  approvals: readonly ApprovalSituation[],
): SignerSituation[] {
  return signers.map((signer, index) => {
    const isHeld = approvals.some((one) => one.isWaitedFor && one.signer === index)
    return isHeld && signer.state === 'due'
      ? { ...signer, state: 'held', evidence: 'approval' }
      : signer
  })
}

function withTimes(
  signers: readonly SignerSituation[],
  { logs }: Flow,
  situations: readonly ApprovalSituation[],
  approvals: SituationFacts['approvals'],
): SignerSituation[] {
  const times = signatureTimes(signers, logs, indexLogs(logs))
  return signers.map((signer, index): SignerSituation => {
    const about = situations.findIndex((one) => one.signer === index)
    if (signer.state === 'held') {
      const since = approvals?.[about]?.startTime ?? null
      return { ...signer, since, sinceBy: since === null ? null : 'approval' }
    }
    if (signer.state === 'due') {
      const turn = times.turnStart(index)
      const refusedAt = situations[about]?.since ?? null
      if (refusedAt !== null && refusedAt > (turn.since ?? 0))
        return { ...signer, since: refusedAt, sinceBy: 'approval' }
      const isDoubtful = situations.some(
        (one, place) =>
          one.isOpenRefusal &&
          one.signer === null &&
          approvals?.[place]?.sponsor === signer.name &&
          (one.since ?? 0) > (turn.since ?? 0),
      )
      return isDoubtful ? signer : { ...signer, ...turn }
    }
    const at = times.decidedAt(index)
    return at === null ? signer : { ...signer, since: at, sinceBy: 'log' }
  })
}
