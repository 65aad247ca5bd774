import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { ReturnNote } from '#web/components/launch/return-note.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { SignOffer } from './actions/sign-offer.ts'
import { outcomeWords } from './outcome-words.ts'

interface SigningOutcomeProps {
  view: FlowView
  offer: SignOffer | null
  /** Whether this page was loaded by a return from e签宝. */
  isReturn: boolean
}

/** Says what signing led to, after a return from e签宝. */
export function SigningOutcome({ view, offer, isReturn }: SigningOutcomeProps) {
  const t = useWords(outcomeWords)
  const said = t[newsOf(view.flow.status, offer)]
  if (isReturn) return <ReturnNote afterSigning={said} />
  return (
    <Notice tone="active" testId="return-note">
      {said}
    </Notice>
  )
}

function newsOf(status: FlowView['flow']['status'], offer: SignOffer | null) {
  if (status === 'completed' || status === 'refused') return status
  return status === 'signing' && offer === null ? 'done' : 'other'
}
