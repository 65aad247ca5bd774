import { type QueryKey, useQuery } from '@tanstack/react-query'
import type { Language } from '#shared/rules/languages.ts'
import { params } from '#shared/rules/words/template.ts'
import type { CorpSettings } from '#shared/schemas/corp/corp-settings.ts'
import { changeCorpSettings, corpSettingsQuery } from '#web/api/queries/admin.ts'
import { useOptimistic } from '#web/api/queries/choices.ts'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Page } from '#web/components/page/page.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { shortZoneText } from '#web/i18n/time-format.ts'
import { useDevice } from '#web/i18n/device.ts'
import { namedZone } from '#web/i18n/wall-time.ts'
import { defineWords, useWords } from '#web/i18n/words.ts'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { DeskPage } from '../desk-page.tsx'
import { SettingsChecks } from './settings-checks.tsx'

const settingsWords = defineWords({
  zh: {
    pageTitle: '组织设置',
    timeZone: '时区',
    timeZoneNote: '免打扰时段和消息里的时间按这个时区，对组织里的所有人有效。',
    usual: params('默认：{zone}'),
  },
  en: {
    pageTitle: 'Settings of the organisation',
    timeZone: 'Time zone',
    timeZoneNote:
      'Quiet hours and the times in messages follow this time zone, for everybody in the organisation.',
    usual: 'Default: {zone}',
  },
})

const queryKeys = [corpSettingsQuery.queryKey]

/** `/admin?view=settings` for an operator who is no administrator. */
export function OperatorSettingsPage() {
  const t = useWords(settingsWords)
  return (
    <DeskPage title={t.pageTitle} queryKeys={none}>
      <SettingsChecks />
    </DeskPage>
  )
}

const none: readonly QueryKey[] = []

/**
 * What administrators set for all people of their organisation, `/admin?view=settings`.
 * @param props `canCheck`: whether they are operators too
 */
export function AdminSettingsPage({ canCheck }: { canCheck: boolean }) {
  const t = useWords(settingsWords)
  const { data, error, refetch } = useQuery(corpSettingsQuery)
  if (!data) {
    if (!error) return <PageSkeleton />
    return (
      <Page title={t.pageTitle} hasLanguage>
        <FailurePage error={error} onRetry={refetch} />
      </Page>
    )
  }
  return (
    <DeskPage title={t.pageTitle} queryKeys={queryKeys}>
      <TimeZoneChoice settings={data} />
      {canCheck && <SettingsChecks />}
    </DeskPage>
  )
}

/** Offsets change rarely, and naming zones takes time. */
const hourMs = 60 * 60_000

/** The value of the option for the server's time zone. */
const usual = ''

function TimeZoneChoice({ settings }: { settings: CorpSettings }) {
  const t = useWords(settingsWords)
  const { language } = useDevice()
  const now = useNow(hourMs)
  const changing = useOptimistic(corpSettingsQuery.queryKey, changeCorpSettings)
  const { timeZone, defaultTimeZone } = settings
  const standard = zoneOption(defaultTimeZone, language, now)
  return (
    <section data-testid="time-zone">
      {changing.error && <FailureNote error={changing.error} />}
      <RadioRows
        label={t.timeZone}
        header={
          <>
            <h2>{t.timeZone}</h2>
            <p className="quiet">{t.timeZoneNote}</p>
          </>
        }
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
        onChange={(zone) => changing.mutate({ timeZone: zone === usual ? null : zone })}
      />
    </section>
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
