import { nextStep, type NextStep } from '#shared/next-step.ts'
import type { FlowView } from '#shared/flow.ts'
import { useAgo } from '#web/components/time/use-ago.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** The flow's next step, with what could not be read left out of account. */
export function nextStepOf({ flow, signers, approvals, registry }: FlowView): NextStep {
  return nextStep({
    flow,
    signers: 'ok' in signers ? signers.ok : null,
    approvals: 'ok' in approvals ? approvals.ok : null,
    people: registry?.people ?? [],
  })
}

/** The next step in one sentence: what happens next, who is being waited for, for how long. */
export function useNextStepSentence(step: NextStep, now: number): string {
  const t = useWords(words.nextStep)
  const ago = useAgo(now)
  const duration = useDuration()
  const { kind, since } = step
  const people = step.people.join(t.between)
  const waited = since === null ? '' : t.waited({ duration: duration(now - since) })
  const followed =
    step.followedBy.length === 0 ? '' : t.followedBy({ people: step.followedBy.join(t.between) })
  switch (kind) {
    case 'waiting-for-signature':
      if (people === '') return t['signing-unknown-who']
      return t.waitingForSignature({ people, waited, followed })
    case 'waiting-for-anyone':
      return people === '' ? t['signing-unknown-who'] : t.waitingForAnyone({ people })
    case 'waiting-for-seal-approval':
      if (people === '') return t.waitingForSealApproval({ waited, followed })
      return t.waitingForSealApprovalBy({ people, waited, followed })
    case 'seal-approval-refused':
      return people === '' ? t.sealApprovalRefused : t.sealApprovalRefusedBy({ people })
    case 'signing-unknown-who':
      return since === null ? t[kind] : t.signingUnknownWhoSince({ ago: ago(since) })
    case 'refused-not-ended':
      return people === '' ? t.refusedNotEnded : t.refusedNotEndedBy({ people })
    case 'completed-not-all-signed':
      return people === '' ? t.completedNotAllSigned : t.completedNotAllSignedBy({ people })
    case 'refused':
      return people === '' ? t[kind] : t.refusedBy({ people })
    default:
      return t[kind]
  }
}
