import { useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useNextStepSentence } from '#web/components/flow/next-step-sentence.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Tells those who cannot see it that what the page shows has changed. */
export function FlowAnnouncer({ view, now }: { view: FlowView; now: number }) {
  const t = useWords(words.flow)
  const sentence = useNextStepSentence(view.situation.next, now)
  const [seen, setSeen] = useState(view)
  // The sentence as it was then: as time goes by, it changes without any news.
  const [news, setNews] = useState('')
  if (seen !== view) {
    setSeen(view)
    const isSame = (['flow', 'signers', 'approvals'] as const).every(
      (part) => seen[part] === view[part],
    )
    // The rest of a log is none.
    if (!isSame && !seen.isOutline) setNews(t.news({ sentence }))
  }
  return (
    <p className="visually-hidden" role="status" data-testid="flow-news">
      {news}
    </p>
  )
}
