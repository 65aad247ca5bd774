import type { Language } from '#shared/rules/languages.ts'
import { shortZoneText } from '#web/i18n/time-format.ts'
import { namedZone } from '#web/i18n/wall-time.ts'

/** Offered to everybody; old engines cannot list all zones. */
const offered = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Tokyo',
  'Asia/Singapore',
  'Asia/Bangkok',
  'Asia/Kolkata',
  'Asia/Dubai',
  'Europe/Moscow',
  'Europe/Berlin',
  'Europe/London',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'Australia/Sydney',
]

/** A time zone as shown: its name in the viewer's language, and its id with the offset. */
export type ZoneOption = {
  zone: string
  name: string
  details: string
}

/** The zones to choose from, with the chosen one and the device's, by their offset. */
export function zoneOptions(chosen: string | null, language: Language, now: number): ZoneOption[] {
  const ofDevice = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...offered, ofDevice, chosen].filter((zone) => zone !== null)
  return [...new Set(zones)]
    .map((zone) => ({ ...zoneOption(zone, language, now), offset: offsetOf(zone, now) }))
    .sort((one, other) => one.offset - other.offset)
    .map(({ offset: _offset, ...option }) => option)
}

/** A zone that this engine does not know is shown by its id. */
export function zoneOption(zone: string, language: Language, now: number): ZoneOption {
  try {
    const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'long' })
    const name = format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value
    return {
      zone,
      name: name ?? zone,
      details: `${zone} · ${shortZoneText(now, namedZone(zone))}`,
    }
  } catch {
    return { zone, name: zone, details: zone }
  }
}

function offsetOf(zone: string, now: number): number {
  try {
    return namedZone(zone)(now).offset
  } catch {
    return Infinity
  }
}
