import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { ViewerTurn } from '../viewer-turn.ts'
import type { SignOffer } from './sign-offer.ts'

/**
 * The primary action of a flow's page.
 * - `continue`: finish and send a draft.
 * - `start-again`: start the same contract anew.
 * - `files`: see the files of a completed flow.
 */
export type MainAction = 'sign' | 'approve' | 'remind' | 'continue' | 'start-again' | 'files'

type ActionFacts = {
  view: FlowView
  offer: SignOffer | null
  turn: ViewerTurn | null
  /** Whether there is anybody to remind, now or later. */
  canRemind: boolean
}

/** What helps the viewer most; null for nothing but sharing, or signing that is only a guess. */
export function mainAction({ view, offer, turn, canRemind }: ActionFacts): MainAction | null {
  const { status } = view.flow
  const isInitiator = view.registry?.isInitiator === true
  if (offer === 'due') return 'sign'
  if (turn === 'approve' || turn === 'approve-by-name') return 'approve'
  if (canRemind) return 'remind'
  if (status === 'completed') return 'files'
  if (!isInitiator) return null
  if (status === 'draft') return 'continue'
  return hasEnded(status) ? 'start-again' : null
}
