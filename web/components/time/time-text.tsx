import { dateTimeText } from '#web/i18n/time-format.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useAgo } from './use-ago.ts'

interface TimeTextProps {
  /** Epoch milliseconds. */
  time: number
  now: number
}

/** A time twice: how long ago, and when exactly. */
export function TimeText({ time, now }: TimeTextProps) {
  const ago = useAgo(now)
  const { zone } = useViewer()
  return (
    <time className="time-text" dateTime={new Date(time).toISOString()}>
      <span>{ago(time)}</span> <span>{dateTimeText(time, zone)}</span>
    </time>
  )
}
