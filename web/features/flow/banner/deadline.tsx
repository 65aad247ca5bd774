import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import { shortZoneText } from '#web/i18n/time-format.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'

interface DeadlineProps {
  /** Epoch milliseconds. */
  deadline: number
  status: FlowStatus
  now: number
}

const minute = 60_000
const hour = 60 * minute

/** Until when a flow can be signed, and how much time is left. */
export function Deadline({ deadline, status, now }: DeadlineProps) {
  const t = useWords(words.flow)
  const moment = useMoment(now)
  const zone = shortZoneText(deadline, useViewer().zone)
  if (status === 'expired')
    return (
      <p className="deadline">
        <TimeText time={deadline}>{t.deadlineWas({ time: moment(deadline), zone })}</TimeText>
      </p>
    )
  if (status !== 'signing' && status !== 'draft') return null
  // In the last hour the countdown shows seconds; its timer starts a minute earlier.
  const left = deadline - now
  if (left > 0 && left < hour + minute) return <FastCountdown deadline={deadline} />
  return <Countdown deadline={deadline} now={now} />
}

function FastCountdown({ deadline }: { deadline: number }) {
  return <Countdown deadline={deadline} now={useNow(1000)} />
}

function Countdown({ deadline, now }: { deadline: number; now: number }) {
  const t = useWords(words.flow)
  const duration = useDuration()
  const time = useMoment(now)(deadline)
  const zone = shortZoneText(deadline, useViewer().zone)
  const left = deadline - now
  const tone = left <= 0 ? 'bad' : left < 24 * hour ? 'warn' : 'quiet'
  return (
    <p className={`deadline tone-${tone}`} role="timer">
      <TimeText time={deadline}>
        {left <= 0
          ? t.deadlinePast({ duration: duration(-left), time, zone })
          : t.deadlineLeft({
              duration: duration(left, left < hour ? 'seconds' : 'minutes'),
              time,
              zone,
            })}
      </TimeText>
    </p>
  )
}
