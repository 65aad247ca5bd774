import { useQuery } from '@tanstack/react-query'
import type { CorpSettings } from '#shared/schemas/corp/corp-settings.ts'
import { changeCorpSettings, corpSettingsQuery } from '#web/api/queries/admin.ts'
import { useOptimistic } from '#web/api/queries/choices.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Page } from '#web/components/page/page.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords } from '#web/i18n/words.ts'
import { DeskPage } from '../desk-page.tsx'
import { settingsWords } from './settings-words.ts'
import { zoneOption, zoneOptions } from './zone-options.ts'

const shown = [corpSettingsQuery.queryKey]

/** What administrators set for all people of their organisation, `/admin?view=settings`. */
export function SettingsPage() {
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
    <DeskPage title={t.pageTitle} shows={shown}>
      <TimeZoneChoice settings={data} />
    </DeskPage>
  )
}

/** Offsets change rarely, and naming zones takes time. */
const hourMs = 60 * 60_000

/** The value of the option for the server's time zone. */
const usual = ''

function TimeZoneChoice({ settings }: { settings: CorpSettings }) {
  const t = useWords(settingsWords)
  const { language } = useViewer()
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
