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
    const isSame = (['flow', 'signers', 'approvals'] as const).every(
      (part) => seen[part] === view[part],
    )
    // The rest of a log is no news.
    if (!isSame && !seen.isOutline) setNews(t.news({ sentence }))
  }
  return (
    <p className="visually-hidden" role="status" data-testid="flow-news">
      {news}
    </p>
  )
}
