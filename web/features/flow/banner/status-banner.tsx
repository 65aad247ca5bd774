import Card from 'antd-mobile/es/components/card'
import type { ReactNode } from 'react'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FlowStatusTag } from '#web/widgets/flow/flow-status-tag.tsx'
import { namesIn } from '#shared/rules/words/next-step-sentence.ts'
import { useNextStepSentence } from '#web/widgets/flow/use-next-step-sentence.ts'
import { TextAround, TextWithNames } from '#web/components/person/person-name.tsx'
import { useLasting } from '#web/components/time/use-duration.ts'
import { statusTones } from '#web/widgets/flow/status-tones.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { useFresh } from '../use-fresh.ts'
import { viewerTurn, type ViewerTurn } from '../viewer-turn.ts'
import { Deadline } from './deadline.tsx'
import { InitiatorText } from './initiator-text.tsx'

type StatusBannerProps = {
  view: FlowView
  now: number
  /** The age of the data, next to the status. */
  freshness: ReactNode
}

/** The banner: status, title, the viewer's turn, the next step, who started it and until when. */
export function StatusBanner({ view, now, freshness }: StatusBannerProps) {
  const { flow, registry } = view
  const t = useWords(words.flow)
  const step = view.situation.next
  const sentence = useNextStepSentence(step, now)
  const turn = viewerTurn(view, useSession().name)
  const tone = statusTones[knownWord(statusTones, flow.status)]
  const isFresh = useFresh([flow.statusCode, step.kind, ...step.people].join('\n'))
  const mayStartAgain =
    registry?.isInitiator === true && hasEnded(flow.status) && flow.status !== 'completed'
  return (
    <Card className={`status-banner tone-${tone}${isFresh ? ' is-fresh' : ''}`}>
      <div className="banner-head">
        <FlowStatusTag status={flow.status} />
        {freshness}
      </div>
      <h1 data-testid="flow-title">
        <bdi>{flow.title ?? t.untitled}</bdi>
      </h1>
      {turn !== null && <Lead view={view} turn={turn} now={now} />}
      <p className={`banner-sentence${turn === null ? '' : ' quiet'}`} data-testid="flow-next-step">
        <TextWithNames text={sentence} names={namesIn(step)} />
      </p>
      {step.reason !== null && <Reason view={view} reason={step.reason} />}
      {mayStartAgain && <p className="banner-sentence">{t.mayStartAgain}</p>}
      <p className="banner-facts">
        <InitiatorText initiator={flow.initiator} />
        {registry?.deadline != null && (
          <Deadline deadline={registry.deadline} status={flow.status} now={now} />
        )}
      </p>
    </Card>
  )
}

/** What waits for the viewer, and since when. */
function Lead({ view, turn, now }: { view: FlowView; turn: ViewerTurn; now: number }) {
  const t = useWords(words.flow)
  const lasting = useLasting()
  const { since, waits = [] } = view.situation.next
  const kind = turn === 'sign' ? 'signature' : 'seal-approval'
  const waitedSince = waits.find((wait) => wait.for === kind)?.since ?? since
  return (
    <p className="banner-lead" data-testid="flow-lead">
      {turn === 'sign' ? t.turnToSign : t.turnToApprove}
      {waitedSince !== null && ` · ${lasting(now - waitedSince, t.turnWaited)}`}
      {turn === 'approve-by-name' && t.sameName}
    </p>
  )
}

function Reason({ view, reason }: { view: FlowView; reason: string }) {
  const t = useWords(words.nextStep)
  const { kind } = view.situation.next
  const text =
    kind === 'refused' || kind === 'refused-not-ended'
      ? t.refusedBecause
      : kind === 'revoked'
        ? t.revokedBecause
        : t.reason
  return (
    <p className="banner-sentence" data-testid="flow-reason">
      <TextAround text={text({ reason })} part={reason} />
    </p>
  )
}
