import { useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useNextStepSentence } from '#web/widgets/flow/use-next-step-sentence.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Announces changes of the flow to screen readers. */
export function FlowAnnouncer({ view, now }: { view: FlowView; now: number }) {
  const t = useWords(words.flow)
  const sentence = useNextStepSentence(view.situation.next, now)
  const [seen, setSeen] = useState(view)
  // The sentence at the time of the change, because it also changes as time passes.
  const [news, setNews] = useState('')
  if (seen !== view) {
    setSeen(view)
    // The rest of a log is not a change.
    if (!seen.isOutline && hasChanged(seen, view)) setNews(t.news({ sentence }))
  }
  return (
    <p className="visually-hidden" role="status" data-testid="flow-news">
      {news}
    </p>
  )
}

/**
 * Seal image URLs may differ with each reading; everything else about seal approvals is in the
 * situation.
 */
function hasChanged(before: FlowView, view: FlowView): boolean {
  if (before.flow !== view.flow) return true
  // A part that could not be read for a while is not a change.
  return before.situation !== view.situation && isWhole(before) && isWhole(view)
}

const isWhole = ({ signers, approvals }: FlowView) => 'ok' in signers && 'ok' in approvals
