import Card from 'antd-mobile/es/components/card'
import type { ReactNode } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FlowStatusTag } from '#web/widgets/flow/flow-status-tag.tsx'
import { namesIn, useNextStepSentence } from '#web/widgets/flow/next-step-sentence.ts'
import { TextAround, TextWithNames } from '#web/components/person/person-name.tsx'
import { statusTones } from '#web/widgets/flow/status-tones.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { useFresh } from '../use-fresh.ts'
import { viewerTurn } from '../viewer-turn.ts'
import { Deadline } from './deadline.tsx'

interface StatusBannerProps {
  view: FlowView
  now: number
  /** The age of the data, next to the status. */
  freshness: ReactNode
}

/** The banner: status, title, the viewer's turn, and the next step. */
export function StatusBanner({ view, now, freshness }: StatusBannerProps) {
  const { flow, registry } = view
  const t = useWords(words.flow)
  const tStep = useWords(words.nextStep)
  const step = view.situation.next
  const sentence = useNextStepSentence(step, now)
  const turn = viewerTurn(view, useSession().name)
  const isFresh = useFresh([flow.statusCode, step.kind, ...step.people].join('\n'))
  return (
    <Card className={`status-banner tone-${statusTones[flow.status]}${isFresh ? ' is-fresh' : ''}`}>
      <div className="banner-head">
        <FlowStatusTag status={flow.status} statusCode={flow.statusCode} />
        {freshness}
      </div>
      <h1 data-testid="flow-title">
        <bdi>{flow.title ?? t.untitled}</bdi>
      </h1>
      {turn !== null && (
        <p className="banner-lead" data-testid="flow-lead">
          {turn === 'sign' ? t.turnToSign : t.turnToApprove}
          {turn === 'approve-by-name' && t.sameName}
        </p>
      )}
      <p className="banner-sentence" data-testid="flow-next-step">
        <TextWithNames text={sentence} names={namesIn(step)} />
      </p>
      {turn !== null && turn !== 'sign' && <p className="quiet">{t.approveWhere}</p>}
      {step.reason !== null && (
        <p className="quiet">
          <TextAround text={tStep.reason({ reason: step.reason })} part={step.reason} />
        </p>
      )}
      {registry?.deadline != null && (
        <Deadline deadline={registry.deadline} status={flow.status} now={now} />
      )}
    </Card>
  )
}
