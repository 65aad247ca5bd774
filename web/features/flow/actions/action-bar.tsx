import Button from 'antd-mobile/es/components/button'
import { useId, useState } from 'react'
import type { FlowView } from '#shared/flow.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { shortDateTimeText } from '#web/i18n/time-format.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { LazySignAction } from './lazy-sign-action.tsx'
import { urgeChoice } from './urge-choice.ts'

const UrgeSheet = lazyPart(async () => (await import('./urge-sheet.tsx')).UrgeSheet)
const ReachSheet = lazyPart(async () => (await import('./reach-sheet.tsx')).ReachSheet)
const ShareSheet = lazyPart(async () => (await import('./share-sheet.tsx')).ShareSheet)

/** What the viewer can do about the flow, as far as it can be done now. */
export function ActionBar({ view, now }: { view: FlowView; now: number }) {
  const t = useWords(words.flow)
  const duration = useDuration()
  const { zone } = useViewer()
  const noteId = useId()
  const [open, setOpen] = useState<'urge' | 'reach' | 'share' | null>(null)
  const choice = urgeChoice(view.registry, now)
  const sheet = { view, onClose: () => setOpen(null), placeholder: null }
  return (
    <section className="card" data-testid="action-bar">
      <LazySignAction view={view} />
      <div className="action-row">
        {choice !== null && (
          <Button
            disabled={choice.kind === 'later'}
            aria-describedby={choice.kind === 'later' ? noteId : undefined}
            onClick={() => setOpen(choice.kind === 'reach' ? 'reach' : 'urge')}
          >
            {t.urge}
          </Button>
        )}
        <Button onClick={() => setOpen('share')}>{t.share}</Button>
      </div>
      {choice?.kind === 'later' && (
        <p id={noteId} className="quiet note" data-testid="urge-later">
          {(choice.isRepeated ? t.urgeAgainLater : t.urgeLater)({
            duration: duration(choice.availableAt - now),
            time: shortDateTimeText(choice.availableAt, now, zone),
          })}
        </p>
      )}
      {open === 'urge' && <UrgeSheet {...sheet} onReach={() => setOpen('reach')} />}
      {open === 'reach' && <ReachSheet {...sheet} />}
      {open === 'share' && <ShareSheet {...sheet} />}
    </section>
  )
}
