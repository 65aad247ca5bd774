import type { MarginReading } from '#shared/schemas/corp/corp.ts'
import type { EpochMs } from '#shared/rules/time.ts'

const dayMs = 24 * 60 * 60_000

export const chinaOffsetMs = 8 * 60 * 60_000

/** Period over which the pace of use is measured. */
const paceMs = 30 * dayMs

/** Day number in China's time zone. */
function dayOf(at: EpochMs): number {
  return Math.floor((at + chinaOffsetMs) / dayMs)
}

/** When the day began in China. */
export function startOfDay(at: EpochMs): EpochMs {
  return dayOf(at) * dayMs - chinaOffsetMs
}

/**
 * Estimated days until the contracts run out, at the pace of the last 30 days; purchases do not
 * offset use. Null if unknown: with readings of less than a day, or without any use.
 * @param readings oldest first
 */
export function daysLeft(readings: readonly MarginReading[], now: EpochMs): number | null {
  const recent = readings.filter(({ at }) => at >= now - paceMs)
  const [first, last] = [recent[0], recent.at(-1)]
  if (first === undefined || last === undefined) return null
  if (last.contractsLeft <= 0) return 0
  const days = (last.at - first.at) / dayMs
  const used = recent.reduce((sum, { contractsLeft }, index) => {
    const before = recent[index - 1]?.contractsLeft ?? contractsLeft
    return sum + Math.max(0, before - contractsLeft)
  }, 0)
  return days < 1 || used === 0 ? null : Math.floor((last.contractsLeft / used) * days)
}

/**
 * The last reading of each day.
 * @param readings oldest first
 */
export function lastPerDay(readings: readonly MarginReading[]): MarginReading[] {
  const days = readings.map(({ at }) => dayOf(at))
  return readings.filter((_, index) => days[index] !== days[index + 1])
}
