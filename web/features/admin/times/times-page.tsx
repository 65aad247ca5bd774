import { useQuery } from '@tanstack/react-query'
import { auditKey, statisticsQuery } from '#web/api/queries/admin.ts'
import { DownloadLink } from '#web/widgets/archive/download-link.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { DeskPage } from '../desk-page.tsx'
import { MonthRows } from './month-rows.tsx'
import { MonthsCard } from './months-card.tsx'
import { FinishedStages, WaitingStages } from './stage-rows.tsx'
import { WeeksCard } from './weeks-card.tsx'

const shown = [statisticsQuery.queryKey]

/** How many contracts there are and how long they take, `/admin?view=times`. */
export function TimesPage() {
  const t = useWords(adminWords)
  const reading = useQuery(statisticsQuery)
  const isRead = reading.data !== undefined || reading.error !== null
  return (
    <DeskPage
      title={t.times}
      hasColumns
      shows={shown}
      old={reading.data && reading}
      actions={
        <DownloadLink path="/api/corp/statistics.csv" name="statistics.csv" invalidates={auditKey}>
          {t.statisticsExport}
        </DownloadLink>
      }
    >
      <div className="columns is-even">
        <div>
          <MonthsCard reading={reading} />
          {isRead && <WeeksCard reading={reading} />}
        </div>
        {isRead && (
          <div>
            <WaitingStages reading={reading} />
            <FinishedStages reading={reading} />
            <MonthRows reading={reading} />
          </div>
        )}
      </div>
    </DeskPage>
  )
}
