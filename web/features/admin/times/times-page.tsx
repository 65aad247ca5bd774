import { useQuery } from '@tanstack/react-query'
import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import { auditKey, statisticsQuery } from '#web/api/queries/admin.ts'
import { Numbers } from '#web/components/charts/chart-figure.tsx'
import { BarRow } from '#web/components/facts/bar-row.tsx'
import { useDate } from '#web/components/time/use-date.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { DownloadLink } from '#web/widgets/archive/download-link.tsx'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { adminWords } from '../admin-words.ts'
import { DeskPage } from '../desk-page.tsx'
import { MonthsCard } from './months-card.tsx'
import { partOf } from './part-of.ts'
import { FinishedStages, WaitingStages } from './stage-rows.tsx'

const queryKeys = [statisticsQuery.queryKey]

/** How many contracts there are and how long they take, `/admin?view=times`. */
export function TimesPage() {
  const t = useWords(adminWords)
  const reading = useQuery(statisticsQuery)
  const isRead = reading.data !== undefined || reading.error !== null
  return (
    <DeskPage
      title={t.times}
      hasColumns
      queryKeys={queryKeys}
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

/** How long the contracts usually took that were completed in each of the last months. */
function MonthRows({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const date = useDate(useNow())
  const duration = useDuration()
  return (
    <DeskList title={t.months} testId="months" usualRows={3} reading={reading}>
      {({ completion: { byMonth } }) => {
        const longest = Math.max(...byMonth.map(({ medianMs }) => medianMs))
        return (
          <li className="desk-gap">
            {byMonth.length === 0 && <p>{t.usualUnknown}</p>}
            <ul data-testid="completion-months">
              {[...byMonth].reverse().map(({ month, flows, medianMs }) => (
                <li key={month}>
                  <BarRow
                    label={date.month(month)}
                    bar={partOf(medianMs, longest)}
                    number={t.monthUsual({ usual: duration(medianMs), flows: t.flows(flows) })}
                  />
                </li>
              ))}
            </ul>
            {byMonth.length > 0 && <p className="desk-note">{t.scaleNote}</p>}
          </li>
        )
      }}
    </DeskList>
  )
}

/** The numbers of the lines below the overview's figures. */
function WeeksCard({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const date = useDate(useNow())
  const duration = useDuration()
  const text = (milliseconds: number | null) =>
    milliseconds === null ? t.notKnown : duration(milliseconds)
  return (
    <DeskList title={t.weeks} testId="weeks" reading={reading}>
      {({ weeks }) => (
        <li className="desk-gap">
          <p className="desk-note">{t.weeksNote}</p>
          <Numbers
            label={t.weeks}
            head={[t.weekHead, t.signing, t.longest, t.usually]}
            rows={[...weeks]
              .reverse()
              .map(({ at, signing, longestMs, usualMs }) => [
                date.day(at),
                signing,
                text(longestMs),
                text(usualMs),
              ])}
          />
        </li>
      )}
    </DeskList>
  )
}
