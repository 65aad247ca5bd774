import { nextStep, type NextStep, type NextStepFacts } from '../../shared/next-step.ts'
import { stageDurations, workKinds } from '../../shared/stage-durations.ts'
import type { FinishedStage, FlowFacts, Generation, ReadSigner } from '../store/registry.ts'
import type { FlowReading } from './flow-reading.ts'

/** What is next, and whose turn it is. */
export type Turns = {
  nextStep: NextStep
  /** Null when they could not be read. */
  signers: ReadSigner[] | null
}

/** @param people whom it was started with here */
export function turnsIn(
  reading: Omit<FlowReading, 'fetchedAt'>,
  people: NextStepFacts['people'] = [],
): Turns {
  const known = knownOf(reading)
  const { signers } = known
  const step = nextStep({ ...known, people })
  const isTurnOf = (name: string | null) =>
    step.kind === 'waiting-for-signature' && name !== null && step.people.includes(name)
  return {
    nextStep: step,
    signers: signers?.map(({ name }) => ({ name, isWaitedFor: isTurnOf(name) })) ?? null,
  }
}

/** What could be read. */
function knownOf({ flow, signers, approvals }: Omit<FlowReading, 'fetchedAt'>) {
  return {
    flow,
    signers: Array.isArray(signers) ? signers : null,
    approvals: Array.isArray(approvals) ? approvals : null,
  }
}

/** More than contracts have; a log of thousands neither weighs on the store nor on the medians. */
const mostStages = 200

function finishedStagesIn(reading: FlowReading): FinishedStage[] {
  const stages = stageDurations(knownOf(reading)).flatMap(({ kind, start, end }) => {
    const known = workKinds.find((each) => each === kind)
    return known === undefined || end === null ? [] : [{ kind: known, tookMs: end - start }]
  })
  return stages.slice(-mostStages)
}

/**
 * What is worth remembering of a reading.
 * @param people whom the flow was started with here
 */
export function toFlowFacts(
  reading: FlowReading,
  generation: Generation,
  people: NextStepFacts['people'] = [],
): FlowFacts {
  const { flow, fetchedAt } = reading
  return {
    taskId: flow.taskId,
    title: flow.title,
    generation,
    status: flow.status,
    statusCode: flow.statusCode,
    initiator: flow.initiator,
    createdAt: flow.logs.find(({ type }) => type === 'flow-created')?.time ?? null,
    ...turnsIn(reading, people),
    finishedStages: finishedStagesIn(reading),
    readAt: fetchedAt,
  }
}
