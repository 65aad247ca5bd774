import { dateTimeText } from '#web/i18n/time-format.ts'
import { useAgo } from './use-ago.ts'

interface TimeTextProps {
  /** Epoch milliseconds. */
  time: number
  now: number
}

/** A time twice: how long ago, and when exactly. */
export function TimeText({ time, now }: TimeTextProps) {
  const ago = useAgo(now)
  return (
    <time className="time-text" dateTime={new Date(time).toISOString()}>
      <span>{ago(time)}</span> <span>{dateTimeText(time)}</span>
    </time>
  )
}
