import { nextStep } from '../../shared/next-step.ts'
import type { FlowFacts, Generation } from '../store/registry.ts'
import type { FlowReading } from './flow-reading.ts'

/** What is worth remembering of a reading. */
export function toFlowFacts(reading: FlowReading, generation: Generation): FlowFacts {
  const { flow, fetchedAt } = reading
  const signers = Array.isArray(reading.signers) ? reading.signers : null
  const approvals = Array.isArray(reading.approvals) ? reading.approvals : null
  const step = nextStep({ flow, signers, approvals })
  const isTurnOf = (name: string | null) =>
    step.kind === 'waiting-for-signature' && name !== null && step.people.includes(name)
  return {
    taskId: flow.taskId,
    title: flow.title,
    generation,
    status: flow.status,
    statusCode: flow.statusCode,
    initiator: flow.initiator,
    nextStep: step,
    createdAt: flow.logs.find(({ type }) => type === 'flow-created')?.time ?? null,
    signers: signers?.map(({ name }) => ({ name, isWaitedFor: isTurnOf(name) })) ?? null,
    readAt: fetchedAt,
  }
}
