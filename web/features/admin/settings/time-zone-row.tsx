import { useState } from 'react'
import type { Language } from '#shared/rules/languages.ts'
import { isTimeZone, zoneName } from '#shared/rules/time-zone.ts'
import type { CorpSettings } from '#shared/schemas/corp/corp-settings.ts'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useDevice } from '#web/i18n/device.ts'
import { shortZoneText } from '#web/i18n/time-format.ts'
import { namedZone } from '#web/i18n/wall-time.ts'
import { useWords } from '#web/i18n/words.ts'
import { settingsWords } from './settings-words.ts'

/** Offsets change rarely, and naming zones takes time. */
const hourMs = 60 * 60_000

/** The value of the option for the server's time zone. */
const usual = ''

type TimeZoneRowProps = {
  settings: CorpSettings
  /** Null for the server's. */
  onChange: (timeZone: string | null) => void
}

/** The organisation's time zone, as a row that opens the zones to choose from. */
export function TimeZoneRow({
  settings: { timeZone, defaultTimeZone },
  onChange,
}: TimeZoneRowProps) {
  const t = useWords(settingsWords)
  const { language } = useDevice()
  const now = useNow(hourMs)
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  const standard = zoneOption(defaultTimeZone, language, now)
  return (
    <>
      <Row
        testId="time-zone"
        extra={zoneOption(timeZone ?? defaultTimeZone, language, now).name}
        onClick={() => setOpen(true)}
      >
        {t.timeZone}
      </Row>
      <Sheet open={isOpen} title={t.timeZone} isAtButton onClose={close}>
        <p className="quiet">{t.timeZoneNote}</p>
        <RadioRows
          label={t.timeZone}
          options={[
            {
              value: usual,
              label: t.usual({ zone: standard.name }),
              description: standard.details,
            },
            ...zoneOptions(timeZone, language, now).map(({ zone, name, details }) => {
              return { value: zone, label: name, description: details }
            }),
          ]}
          value={timeZone ?? usual}
          onChange={(zone) => onChange(zone === usual ? null : zone)}
          onPick={close}
        />
      </Sheet>
    </>
  )
}

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

/** A time zone as shown: its name in the requester's language, and its id with the offset. */
type ZoneOption = {
  zone: string
  name: string
  details: string
}

/** The zones to choose from, with the chosen one and the device's, by their offset. */
function zoneOptions(chosen: string | null, language: Language, now: number): ZoneOption[] {
  const ofDevice = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...offered, ofDevice, chosen].filter((zone) => zone !== null)
  return [...new Set(zones)]
    .map((zone) => ({ ...zoneOption(zone, language, now), offset: offsetOf(zone, now) }))
    .sort((one, other) => one.offset - other.offset)
    .map(({ offset: _offset, ...option }) => option)
}

/** A zone that this engine does not know is shown by its id. */
function zoneOption(zone: string, language: Language, now: number): ZoneOption {
  const name = zoneName(zone, language, now)
  const details = isTimeZone(zone) ? `${zone} · ${shortZoneText(now, namedZone(zone))}` : zone
  return { zone, name, details }
}

function offsetOf(zone: string, now: number): number {
  try {
    return namedZone(zone)(now).offset
  } catch {
    return Infinity
  }
}
