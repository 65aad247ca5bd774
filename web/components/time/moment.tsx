import { useMoment } from './use-moment.ts'

interface MomentProps {
  /** Epoch milliseconds. */
  time: number
  now: number
}

/** A time as people say it. */
export function Moment({ time, now }: MomentProps) {
  const moment = useMoment(now)
  return <time dateTime={new Date(time).toISOString()}>{moment(time)}</time>
}
