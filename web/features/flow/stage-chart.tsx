import Button from 'antd-mobile/es/components/button'
import { Clock } from 'lucide'
import { useMemo, useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import {
  type Stage,
  stageDurations,
  type StageKind,
} from '#shared/rules/situation/stage-durations.ts'
import { Icon } from '#web/components/icon.ts'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import '#web/components/time/stage-bars.css'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { EpochMs } from '#shared/rules/time.ts'

const tones: Record<StageKind, 'quiet' | 'active' | 'good' | 'bad'> = {
  preparation: 'quiet',
  signature: 'good',
  refusal: 'bad',
  'seal-request': 'quiet',
  'seal-approval': 'good',
  'seal-refusal': 'bad',
  'passing-on': 'quiet',
  completion: 'quiet',
  revocation: 'quiet',
  expiry: 'bad',
  deletion: 'quiet',
  'unknown-end': 'quiet',
  drafting: 'active',
  'waiting-for-signature': 'active',
  'waiting-for-seal-approval': 'active',
  waiting: 'active',
}

/** Stages at whose end nobody was waited for: somebody ended the flow, or time ran out. */
const ends: readonly StageKind[] = ['completion', 'revocation', 'expiry', 'deletion']

/** Earlier stages beyond this number are folded. */
const maxStages = 12

/** How long each stage of a flow took, and the current one; renders nothing if no time is known. */
export function StageChart({ view, now }: { view: FlowView; now: number }) {
  const t = useWords(words.stage)
  const duration = useDuration()
  const [isWhole, setWhole] = useState(false)
  const { isWide } = useDevice()
  const { flow, approvals, situation } = view
  const stages = useMemo(
    () => stageDurations({ flow, approvals: 'ok' in approvals ? approvals.ok : null }, situation),
    [flow, approvals, situation],
  )
  const first = stages[0]
  const last = stages[stages.length - 1]
  if (!first || !last) return null
  const isRunning = last.isRunning
  const from = first.start
  const until = Math.max(last.start, last.end ?? (isRunning ? now : last.start))
  const whole = { duration: duration(until - from) }
  return (
    <details className="adm-card folded" data-testid="flow-stages" open={isWide}>
      <summary className="spread">
        <Icon icon={Clock} className="row-icon" />
        <h2>{t.title}</h2>
        <span className="small">{isRunning ? t.soFar(whole) : t.total(whole)}</span>
      </summary>
      <ol>
        {(isWhole ? stages : stages.slice(-maxStages)).map((stage) => (
          <StageBar
            key={`${stage.kind} ${stage.start} ${stage.people.join()}`}
            stage={stage}
            from={from}
            until={until}
            now={now}
          />
        ))}
      </ol>
      {!isWhole && stages.length > maxStages && (
        <Button size="small" fill="none" color="primary" onClick={() => setWhole(true)}>
          {t.showAll({ count: stages.length })}
        </Button>
      )}
      <p className="quiet note">{t.note}</p>
    </details>
  )
}

type StageBarProps = {
  stage: Stage
  /** The start of the first stage and the end of the last one. */
  from: EpochMs
  until: number
  now: number
}

/** One stage as a bar on the flow's time line, with the same in words. */
function StageBar({ stage, from, until, now }: StageBarProps) {
  const t = useWords(words.stage)
  const { between } = useWords(words.nextStep)
  const { kind, times, start } = stage
  const people = ends.includes(kind) ? [] : stage.people
  const end = stage.isRunning ? Math.max(start, now) : stage.end
  const label = people.length > 0 ? `${t[kind]} · ${people.join(between)}` : t[kind]
  const length = Math.max(until - from, 1)
  return (
    <li className={`stage tone-${tones[kind]}`}>
      <div className="stage-head">
        <span>
          <TextWithNames text={label} names={people} />
          {times > 1 && t.times({ count: times })}
        </span>
        <span className="stage-length">
          <StageLength stage={stage} end={end} now={now} />
        </span>
      </div>
      <div className="stage-track" aria-hidden="true">
        {end !== null && (
          <i
            style={{
              left: `${((start - from) / length) * 100}%`,
              width: `${((end - start) / length) * 100}%`,
            }}
          />
        )}
      </div>
    </li>
  )
}

function StageLength({ stage, end, now }: { stage: Stage; end: number | null; now: number }) {
  const t = useWords(words.stage)
  const duration = useDuration()
  const moment = useMoment(now)
  if (end === null) return t.unknownDuration
  const length = duration(end - stage.start)
  if (!stage.isRunning) return length
  return (
    <TimeText time={stage.start}>
      {t.running({ duration: length, since: moment(stage.start) })}
    </TimeText>
  )
}
