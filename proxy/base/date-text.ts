import type { Language } from '#shared/rules/languages.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** When something is read, and where. */
export type DateFrame = { timeZone: string; now: EpochMs }

/** `12月7日 10:52`, `Dec 7, 10:52`, as pages write it; the year only where it is another one. */
export function momentText(at: EpochMs, language: Language, frame: DateFrame): string {
  return written(at, language, frame, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** `12月7日`, `Dec 7`. */
export function dayText(at: EpochMs, language: Language, frame: DateFrame): string {
  return written(at, language, frame, {})
}

function written(
  at: EpochMs,
  language: Language,
  { timeZone, now }: DateFrame,
  time: Intl.DateTimeFormatOptions,
): string {
  const yearOf = (of: EpochMs) =>
    new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric' }).format(of)
  const isZh = language === 'zh'
  const month = isZh ? ('long' as const) : ('short' as const)
  const year = yearOf(at) === yearOf(now) ? {} : ({ year: 'numeric' } as const)
  const options = { timeZone, ...year, month, day: 'numeric', ...time } as const
  return new Intl.DateTimeFormat(isZh ? 'zh-CN' : 'en-US', options).format(at)
}
