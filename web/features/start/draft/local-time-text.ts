import { dateTimeText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'

/** `2026-11-24T15:30` on the device's clock, as fields for times have it. */
export function localTimeText(time: number): string {
  return dateTimeText(time, deviceZone).replace(' ', 'T').slice(0, -3)
}
