import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { type ReactNode, useState } from 'react'
import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { Flow } from '#shared/rules/flow.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { namesIn, stepInShort } from '#shared/rules/words/next-step-sentence.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { Parts } from '#web/components/parts.tsx'
import { PersonName, TextWithNames } from '#web/components/person/person-name.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useDuration, useLasting } from '#web/components/time/use-duration.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { foreignZoneText } from '#web/i18n/time-format.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { statusTones } from '#web/widgets/flow/status-tones.ts'
import { useNextStepSentence } from '#web/widgets/flow/use-next-step-sentence.ts'
import { useFresh } from '../use-fresh.ts'
import { FlowStrip } from './flow-strip.tsx'
import { requesterToDo, type RequesterToDo } from '../requester-to-do.ts'

type StatusBannerProps = {
  view: FlowView
  now: number
  /** The age of the data, at the other end of the status's line. */
  freshness: ReactNode
}

/** The banner: status, title, the requester's to-do, the next step, who started it and until when. */
export function StatusBanner({ view, now, freshness }: StatusBannerProps) {
  const { flow, registry } = view
  const t = useWords(words.flow)
  const tStatus = useWords(words.status)
  const step = view.situation.next
  const toDo = requesterToDo(view, useSession().name)
  const tone = statusTones[knownWord(statusTones, flow.status)]
  const isFresh = useFresh([flow.statusCode, step.kind, ...step.people].join('\n'))
  return (
    <Card className={`status-banner tone-${tone}${isFresh ? ' is-fresh' : ''}`}>
      <div className="banner-head">
        <span className="banner-status" data-testid="flow-status">
          {tStatus[knownWord(tStatus, flow.status)]}
        </span>
        {freshness}
      </div>
      <h1 data-testid="flow-title">
        <bdi>{flow.title ?? t.untitled}</bdi>
      </h1>
      {toDo !== null && <Lead view={view} toDo={toDo} now={now} />}
      <Sentence step={step} now={now} isUnderLead={toDo !== null} />
      {step.reason !== null && <Reason step={step} reason={step.reason} />}
      <Parts className="banner-facts quiet">
        <InitiatorText initiator={flow.initiator} />
        {registry?.deadline != null && (
          <Deadline deadline={registry.deadline} status={flow.status} now={now} />
        )}
      </Parts>
      <FlowStrip view={view} now={now} />
    </Card>
  )
}

/** What waits for the requester, and since when. */
function Lead({ view, toDo, now }: { view: FlowView; toDo: RequesterToDo; now: number }) {
  const t = useWords(words.flow)
  const lasting = useLasting()
  const { since, waits = [] } = view.situation.next
  const kind = toDo === 'sign' ? 'signature' : 'seal-approval'
  const waitedSince = waits.find((wait) => wait.for === kind)?.since ?? since
  const { name } = useSession()
  const turns = {
    sign: t.turnToSign,
    approve: t.turnToApprove,
    'approve-by-name': t.turnToApprovePerhaps,
  }
  const isByName = toDo === 'approve-by-name'
  return (
    <>
      <p className={isByName ? 'banner-lead is-by-name' : 'banner-lead'} data-testid="flow-lead">
        {turns[toDo]}
        {waitedSince !== null && ` · ${lasting(now - waitedSince, t.turnWaited)}`}
      </p>
      {isByName && (
        <p className="small quiet">
          <TextWithNames text={t.onlyName({ name })} names={[name]} />
        </p>
      )}
    </>
  )
}

type SentenceProps = {
  step: NextStep
  now: number
  /** Whether the lead above it says what matters. */
  isUnderLead: boolean
}

/** What is next. With many names, fewer are seen until it is unfolded; readers hear the whole. */
function Sentence({ step, now, isUnderLead }: SentenceProps) {
  const tStep = useWords(words.nextStep)
  const tPage = useWords(words.page)
  const [isUnfolded, setUnfolded] = useState(false)
  const short = stepInShort(step, tStep)
  const whole = useNextStepSentence(step, now)
  const inShort = useNextStepSentence(short, now)
  const isLong = whole !== inShort
  return (
    <div className={isUnderLead ? 'banner-sentence is-second' : 'banner-sentence'}>
      <p data-testid="flow-next-step" className={isLong && !isUnfolded ? 'visually-hidden' : ''}>
        <TextWithNames text={whole} names={namesIn(step)} />
      </p>
      {isLong && !isUnfolded && (
        <p aria-hidden="true">
          <TextWithNames text={inShort} names={namesIn(short)} />
        </p>
      )}
      {isLong && (
        <Button
          size="small"
          fill="none"
          color="primary"
          aria-expanded={isUnfolded}
          onClick={() => setUnfolded(!isUnfolded)}
        >
          {isUnfolded ? tPage.fold : tPage.unfold}
        </Button>
      )}
    </div>
  )
}

/** Why somebody refused or revoked, in their own words. */
function Reason({ step: { kind, people }, reason }: { step: NextStep; reason: string }) {
  const t = useWords(words.nextStep)
  const isRefusal = kind === 'refused' || kind === 'refused-not-ended'
  const label =
    isRefusal && people.length > 0
      ? t.refusalReasonOf({ people: people.join(t.between) })
      : isRefusal
        ? t.refusalReason
        : kind === 'revoked'
          ? t.revocationReason
          : t.reason
  return (
    <div className="banner-reason" data-testid="flow-reason">
      <p className="small">
        <TextWithNames text={label} names={people} />
      </p>
      <p>
        <bdi>{reason}</bdi>
      </p>
    </div>
  )
}

type DeadlineProps = {
  deadline: EpochMs
  status: FlowStatus
  now: number
}

const dayMs = 24 * 60 * 60_000

/** Until when a flow can be signed, and how much time is left; nothing once that does not matter. */
function Deadline({ deadline, status, now }: DeadlineProps) {
  const t = useWords(words.flow)
  const duration = useDuration()
  const time = useMoment(now)(deadline)
  const foreign = foreignZoneText(deadline, useDevice().zone)
  const zone = foreign === null ? '' : t.inZone({ zone: foreign })
  if (status === 'expired')
    return <TimeText time={deadline}>{t.deadlineWas({ time, zone })}</TimeText>
  if (status !== 'signing' && status !== 'draft') return null
  const left = deadline - now
  const tone = left <= 0 ? 'bad' : left < dayMs ? 'warn' : 'quiet'
  return (
    <span className={`deadline tone-${tone}`} role="timer">
      <TimeText time={deadline}>
        {left <= 0
          ? t.deadlinePast({ duration: duration(-left), time, zone })
          : t.deadlineLeft({ duration: duration(left), time, zone })}
      </TimeText>
    </span>
  )
}

/** Who started a flow, and for which organisation; the test ids have the names alone. */
function InitiatorText({ initiator: { name, organization } }: Pick<Flow, 'initiator'>) {
  const t = useWords(words.flow)
  const [before = '', after = ''] = t.startedBy({ name: '\n' }).split('\n')
  return (
    <>
      <span>
        {before}
        <span data-testid="flow-initiator">
          {name === null ? t.notProvided : <PersonName name={name} />}
        </span>
        {after}
      </span>
      <bdi data-testid="flow-initiator-organization">{organization ?? t.notProvided}</bdi>
    </>
  )
}
