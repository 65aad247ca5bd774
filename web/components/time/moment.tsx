import { asFirst, useMoment } from './use-moment.ts'

interface MomentProps {
  /** Epoch milliseconds. */
  time: number
  now: number
  /** Whether no words stand before it. */
  isFirst?: boolean
}

/** A time as people say it. */
export function Moment({ time, now, isFirst = false }: MomentProps) {
  const text = useMoment(now)(time)
  return <time dateTime={new Date(time).toISOString()}>{isFirst ? asFirst(text) : text}</time>
}
