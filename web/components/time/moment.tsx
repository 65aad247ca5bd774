import { TimeText } from './time-text.tsx'
import { asFirst, useMoment } from './use-moment.ts'
import type { EpochMs } from '#shared/rules/time.ts'

type MomentProps = {
  time: EpochMs
  now: number
  /** Whether to capitalise it, at the start of a sentence. */
  isFirst?: boolean
}

/** A time in everyday words. */
export function Moment({ time, now, isFirst = false }: MomentProps) {
  const text = useMoment(now)(time)
  return <TimeText time={time}>{isFirst ? asFirst(text) : text}</TimeText>
}
