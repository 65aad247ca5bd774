import { dateTimeText, shortZoneText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'

/** `2026-11-24 15:30:05 GMT+8`: a time with its zone, as paper needs it. */
export function zonedText(time: number): string {
  return `${dateTimeText(time, deviceZone)} ${shortZoneText(time, deviceZone)}`
}
