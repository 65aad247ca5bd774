import { deviceZone, type WallTime, type Zone } from './wall-time.ts'

const day = 24 * 60 * 60_000

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** `2026-11-24` in a time zone. */
export function dateText(time: number, zone: Zone): string {
  const { year, month, day: dayOfMonth } = zone(time)
  return `${year}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`
}

/** `2026-11-24 15:30:05` in a time zone. */
export function dateTimeText(time: number, zone: Zone): string {
  const { hours, minutes, seconds } = zone(time)
  return `${dateText(time, zone)} ${[hours, minutes, seconds].map(twoDigits).join(':')}`
}

/**
 * The device's time zone: `GMT+08:00`, with its name if the engine knows it. The first lookup of
 * the name takes a phone 50 ms; `shortZoneText` avoids it.
 */
export function timeZoneText(time: number): string {
  const minutes = deviceZone(time).offset
  const sign = minutes < 0 ? '-' : '+'
  const size = Math.abs(minutes)
  const offset = `GMT${sign}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone
  return name ? `${offset} (${name})` : offset
}

/** `GMT+8`, `GMT-3:30`: the offset of a time zone at a time. */
export function shortZoneText(time: number, zone: Zone): string {
  const minutes = zone(time).offset
  const size = Math.abs(minutes)
  const rest = size % 60 === 0 ? '' : `:${twoDigits(size % 60)}`
  return `GMT${minutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${rest}`
}

/**
 * The offset of a time zone that people should be told: organisations are in China, so not that of
 * China.
 */
export function foreignZoneText(time: number, zone: Zone): string | null {
  return zone(time).offset === 8 * 60 ? null : shortZoneText(time, zone)
}

/** A time in everyday words, as a key of the time words; `clock` is `16:23`. */
export type MomentParts = {
  key: 'today' | 'yesterday' | 'dayOfYear' | 'dayOfOtherYear' | 'timeOfOtherYear'
  clock: string
  year: number
  /** 1 to 12. */
  month: number
  day: number
}

/** Past days of another year have no time of day. Times are epoch milliseconds. */
export function momentOf(time: number, now: number, zone: Zone): MomentParts {
  const { year, month, day: dayOfMonth, hours, minutes } = zone(time)
  const clock = `${twoDigits(hours)}:${twoDigits(minutes)}`
  return { key: momentKey(time, now, zone), clock, year, month, day: dayOfMonth }
}

function momentKey(time: number, now: number, zone: Zone): MomentParts['key'] {
  const today = zone(now)
  const daysAgo = dayNumber(today) - dayNumber(zone(time))
  if (daysAgo === 0) return 'today'
  if (daysAgo === 1) return 'yesterday'
  if (zone(time).year === today.year) return 'dayOfYear'
  return time > now ? 'timeOfOtherYear' : 'dayOfOtherYear'
}

function dayNumber(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day) / day
}
