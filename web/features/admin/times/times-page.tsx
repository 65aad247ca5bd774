import { useQuery } from '@tanstack/react-query'
import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import { auditKey, statisticsQuery } from '#web/api/queries/admin.ts'
import { fewestPoints } from '#web/components/charts/chart.ts'
import { Numbers } from '#web/components/charts/chart-figure.tsx'
import { Sparkline } from '#web/components/charts/sparkline.tsx'
import { BarRow } from '#web/components/facts/bar-row.tsx'
import { useDate } from '#web/components/time/use-date.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { DownloadLink } from '#web/widgets/archive/download-link.tsx'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { adminWords } from '../admin-words.ts'
import { DeskPage } from '../desk-page.tsx'
import { barScale } from './bar-scale.ts'
import { MonthsCard } from './months-card.tsx'
import { ScaleNote } from './scale-note.tsx'
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
        const { partOf, isRoot } = barScale(byMonth.map(({ medianMs }) => medianMs))
        return (
          <li className="desk-gap">
            {byMonth.length === 0 && <p>{t.usualUnknown}</p>}
            <ul data-testid="completion-months">
              {[...byMonth].reverse().map(({ month, flows, medianMs }) => (
                <li key={month}>
                  <BarRow
                    label={date.month(month)}
                    bar={partOf(medianMs)}
                    number={t.monthUsual({ usual: duration(medianMs), flows: t.flows(flows) })}
                  />
                </li>
              ))}
            </ul>
            {isRoot && <ScaleNote />}
          </li>
        )
      }}
    </DeskList>
  )
}

/** The lines below the overview's figures, larger and with their numbers. */
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
          <Course
            label={t.signing}
            values={weeks.map(({ signing }) => signing)}
            text={(signing) => t.flows(signing)}
          />
          <Course
            label={t.longest}
            values={weeks.map(({ longestMs }) => longestMs)}
            text={duration}
          />
          <Course label={t.usually} values={weeks.map(({ usualMs }) => usualMs)} text={duration} />
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

type CourseProps = {
  label: string
  values: readonly (number | null)[]
  text: (value: number) => string
}

/** One figure over the weeks, with what it is now and what it was at most. */
function Course({ label, values, text }: CourseProps) {
  const t = useWords(adminWords)
  const known = values.filter((value) => value !== null)
  if (known.length < fewestPoints) return null
  const now = values.at(-1) ?? null
  return (
    <div className="week-course">
      <p className="spread">
        <span>{label}</span>
        <span className="quiet">
          {t.courseNow({
            now: now === null ? t.notKnown : text(now),
            most: text(Math.max(...known)),
          })}
        </span>
      </p>
      <Sparkline values={values} />
    </div>
  )
}
