import type { WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { WebhookBody } from '#shared/schemas/corp/webhook.ts'
import type { FlowKey } from '#proxy/base/store/flow-key.ts'
import type { FlowState } from '#proxy/base/store/flows/flow-types.ts'
import type { NewEvent } from './delivery-store.ts'

type Told = Pick<FlowState, 'title' | 'status' | 'signed' | 'nextStep' | 'deadline' | 'initiator'>

type TermTold = NonNullable<WebhookBody['data']['term']>

/** Of a term: what everybody is told, and what only those who get names and amounts are. */
type TermFacts = {
  term: Pick<TermTold, 'on' | 'renewed' | 'workingDaysLeft'>
  named: Omit<TermTold, 'on' | 'renewed' | 'workingDaysLeft'>
}

/** An event of a contract, with what it is told with. */
export function toEvent(
  kind: WebhookKind,
  { corpId, taskId }: FlowKey,
  flow: Told,
  at: EpochMs,
  facts?: TermFacts,
): NewEvent {
  const { title, status, signed, deadline, initiator } = flow
  const waitedFor = waitedForIn(flow)
  const bodyOf = (seq: number, withNames: boolean) => {
    const named = {
      title,
      initiatorName: initiator.name,
      waitingForNames: waitedFor ?? [],
    }
    const body: WebhookBody = {
      type: kind,
      timestamp: new Date(at).toISOString(),
      data: {
        corpId,
        taskId,
        seq,
        status,
        signed,
        waitingFor: waitedFor?.length ?? null,
        deadline: deadline === null ? null : new Date(deadline).toISOString(),
        ...(facts && { term: { ...facts.term, ...(withNames ? facts.named : {}) } }),
        ...(withNames ? named : {}),
      },
    }
    return JSON.stringify(body)
  }
  return { kind, bodyOf }
}

const waitingKinds: readonly NextStep['kind'][] = [
  'waiting-for-signature',
  'waiting-for-seal-approval',
]

/** Names of the people waited for; null if they are not known. */
function waitedForIn({ status, nextStep }: Told): string[] | null {
  if (hasEnded(status)) return []
  if (nextStep === null) return null
  const { kind, people, waits = [] } = nextStep
  if (waits.length > 0) return [...new Set(waits.flatMap((wait) => wait.people))]
  return waitingKinds.includes(kind) ? people : null
}
