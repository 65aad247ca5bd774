import { useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useNextStepSentence } from '#web/components/flow/next-step-sentence.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Reads changes of the page out. */
export function FlowAnnouncer({ view, now }: { view: FlowView; now: number }) {
  const t = useWords(words.flow)
  const sentence = useNextStepSentence(view.situation.next, now)
  const [seen, setSeen] = useState(view)
  // The sentence at the time of the change; it changes with time alone.
  const [news, setNews] = useState('')
  if (seen !== view) {
    setSeen(view)
    // The rest of a log is no news.
    if (!seen.isOutline && hasChanged(seen, view)) setNews(t.news({ sentence }))
  }
  return (
    <p className="visually-hidden" role="status" data-testid="flow-news">
      {news}
    </p>
  )
}

/** Addresses of seals may be others with each reading; the situation has all else of seal approvals. */
function hasChanged(before: FlowView, view: FlowView): boolean {
  if (before.flow !== view.flow) return true
  // A part that could not be read for a while is no news.
  return before.situation !== view.situation && isWhole(before) && isWhole(view)
}

const isWhole = ({ signers, approvals }: FlowView) => 'ok' in signers && 'ok' in approvals
