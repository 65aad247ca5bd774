import { type QueryKey, useQuery } from '@tanstack/react-query'
import { changeCorpSettings, corpSettingsQuery } from '#web/api/queries/admin.ts'
import { useOptimistic } from '#web/api/queries/choices.ts'
import { Rows } from '#web/components/list/rows.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Page } from '#web/components/page/page.tsx'
import { useWords } from '#web/i18n/words.ts'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { DeskPage } from '../desk-page.tsx'
import { ExtraDaysRow } from './extra-days-row.tsx'
import { MessageLanguageRow } from './message-language-row.tsx'
import { SettingsChecks } from './settings-checks.tsx'
import { settingsWords } from './settings-words.ts'
import { TimeZoneRow } from './time-zone-row.tsx'

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
  const changing = useOptimistic(corpSettingsQuery.queryKey, changeCorpSettings)
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
      {changing.error && <FailureNote error={changing.error} />}
      <Rows label={t.pageTitle}>
        <TimeZoneRow settings={data} onChange={(timeZone) => changing.mutate({ timeZone })} />
        <MessageLanguageRow
          value={data.messageLanguage}
          onChange={(messageLanguage) => changing.mutate({ messageLanguage })}
        />
        {data.extraDays && (
          <ExtraDaysRow
            days={data.extraDays}
            onChange={(extraDays) => changing.mutate({ extraDays })}
          />
        )}
      </Rows>
      {canCheck && <SettingsChecks />}
    </DeskPage>
  )
}
