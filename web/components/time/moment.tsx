import { asFirst, useMoment } from './use-moment.ts'

interface MomentProps {
  /** Epoch milliseconds. */
  time: number
  now: number
  /** Whether it starts a sentence. */
  isFirst?: boolean
}

/** A time as people say it. */
export function Moment({ time, now, isFirst = false }: MomentProps) {
  const text = useMoment(now)(time)
  return <time dateTime={new Date(time).toISOString()}>{isFirst ? asFirst(text) : text}</time>
}
