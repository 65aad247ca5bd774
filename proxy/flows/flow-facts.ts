import { nextStep, type NextStep, type NextStepFacts } from '../../shared/next-step.ts'
import type { FlowFacts, Generation, ReadSigner } from '../store/registry.ts'
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
  const { flow } = reading
  const signers = Array.isArray(reading.signers) ? reading.signers : null
  const approvals = Array.isArray(reading.approvals) ? reading.approvals : null
  const step = nextStep({ flow, signers, approvals, people })
  const isTurnOf = (name: string | null) =>
    step.kind === 'waiting-for-signature' && name !== null && step.people.includes(name)
  return {
    nextStep: step,
    signers: signers?.map(({ name }) => ({ name, isWaitedFor: isTurnOf(name) })) ?? null,
  }
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
    readAt: fetchedAt,
  }
}
