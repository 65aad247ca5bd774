import { logTypeFacts } from '#shared/rules/codes/log-type.ts'
import type { FlowLog } from '#shared/rules/flow.ts'
import { signaturesOfNamesakes } from '#shared/rules/situation/kept-since.ts'
import { passedOnIn, affectsSituation } from '#shared/rules/situation/situation-of.ts'
import type { Situation } from '#shared/rules/situation/situation.ts'
import { stageDurations, workKinds } from '#shared/rules/situation/stage-durations.ts'
import type {
  FinishedStage,
  FlowUpdate,
  ReadSigner,
  SignedCount,
  SignerAct,
} from '#proxy/base/store/flows/flow-types.ts'
import { situationIn, type FlowReading, type KnownPerson } from './flow-reading.ts'

/** The state of each signer; null if signers could not be read. */
export function readSignersIn(
  { flow, signers }: Omit<FlowReading, 'fetchedAt' | 'order'>,
  situation: Situation,
): ReadSigner[] | null {
  if (!Array.isArray(signers)) return null
  const passedOn = passedOnIn(flow.logs)
  return situation.signers.map(({ name, state }) => ({
    name,
    isWaitedFor: state === 'due',
    isPassedOn: name !== null && passedOn.by.has(name),
  }))
}

/** How many signers have signed; null if signers could not be read. */
export function signedIn({ signers }: Pick<FlowReading, 'signers'>): SignedCount | null {
  if (!Array.isArray(signers)) return null
  const signed = signers.filter(({ status }) => status === 'signed')
  return { count: signed.length, total: signers.length }
}

/** Contracts have fewer; the cap protects the store and the medians. */
const maxStages = 200

function finishedStagesIn({ flow, approvals }: FlowReading, situation: Situation): FinishedStage[] {
  const facts = { flow, approvals: Array.isArray(approvals) ? approvals : null }
  const stages = stageDurations(facts, situation).flatMap(({ kind, start, end }) => {
    const known = workKinds.find((each) => each === kind)
    return known === undefined || end === null ? [] : [{ kind: known, tookMs: end - start }]
  })
  return stages.slice(-maxStages)
}

function actsIn(logs: readonly FlowLog[]): SignerAct[] {
  return logs.flatMap(({ type, operator: by, time: at }) => {
    const { endsTurn } = logTypeFacts(type)
    return endsTurn === undefined ? [] : [{ by, at, endsAll: endsTurn === 'all' }]
  })
}

const nobody: readonly KnownPerson[] = []

/**
 * The part of a reading that is stored.
 * @param people the people the flow was started with here
 */
export function toFlowUpdate(
  reading: FlowReading,
  people: readonly KnownPerson[] = nobody,
): FlowUpdate {
  const { flow, signers, approvals, fetchedAt, order, seen } = reading
  const situation = situationIn(reading, people)
  return {
    taskId: flow.taskId,
    title: flow.title,
    status: flow.status,
    statusCode: flow.statusCode,
    initiator: flow.initiator,
    createdAt: flow.logs.find(({ type }) => type === 'flow-created')?.time ?? null,
    nextStep: situation.next,
    isWhole: Array.isArray(signers) && Array.isArray(approvals),
    lastLogAt: flow.logs.find((log) => affectsSituation(log))?.time ?? null,
    acts: Array.isArray(signers) ? [] : actsIn(flow.logs),
    signers: readSignersIn(reading, situation),
    signed: signedIn(reading),
    signaturesOfNamesakes: signaturesOfNamesakes(situation, flow.logs),
    finishedStages: finishedStagesIn(reading, situation),
    readAt: fetchedAt,
    order,
    ...(seen !== undefined && { seen }),
  }
}
