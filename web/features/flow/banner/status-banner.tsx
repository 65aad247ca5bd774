import type { FlowView } from '#shared/flow.ts'
import { FlowStatusTag } from '#web/components/flow/flow-status-tag.tsx'
import { namesIn, useNextStepSentence } from '#web/components/flow/next-step-sentence.ts'
import { TextWithNames } from '#web/components/flow/person-name.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { Deadline } from './deadline.tsx'
import { useFresh } from '../use-fresh.ts'

interface StatusBannerProps {
  view: FlowView
  now: number
}

/** The answer itself: status, title, and what happens next. */
export function StatusBanner({ view, now }: StatusBannerProps) {
  const { flow, registry } = view
  const t = useWords(words.flow)
  const tStep = useWords(words.nextStep)
  const step = view.situation.next
  const sentence = useNextStepSentence(step, now)
  const isFresh = useFresh([flow.statusCode, step.kind, ...step.people].join('\n'))
  return (
    <header className={`card status-banner${isFresh ? ' is-fresh' : ''}`}>
      <FlowStatusTag status={flow.status} statusCode={flow.statusCode} />
      <h1 data-testid="flow-title">{flow.title ?? t.untitled}</h1>
      <p data-testid="flow-next-step">
        <TextWithNames text={sentence} names={namesIn(step)} />
      </p>
      {step.reason !== null && <p className="quiet">{tStep.reason({ reason: step.reason })}</p>}
      {registry?.deadline != null && (
        <Deadline deadline={registry.deadline} status={flow.status} now={now} />
      )}
    </header>
  )
}
