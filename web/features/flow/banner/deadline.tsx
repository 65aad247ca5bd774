import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { foreignZoneText } from '#web/i18n/time-format.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { EpochMs } from '#shared/rules/time.ts'

type DeadlineProps = {
  deadline: EpochMs
  status: FlowStatus
  now: number
}

const dayMs = 24 * 60 * 60_000

/** Until when a flow can be signed, and how much time is left; nothing once that does not matter. */
export function Deadline({ deadline, status, now }: DeadlineProps) {
  const t = useWords(words.flow)
  const duration = useDuration()
  const time = useMoment(now)(deadline)
  const foreign = foreignZoneText(deadline, useViewer().zone)
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
