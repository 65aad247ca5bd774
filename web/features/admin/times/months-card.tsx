import { useMemo } from 'react'
import type { CorpStatistics } from '#shared/schemas/corp/corp.ts'
import type { Chart } from '#web/components/charts/chart.ts'
import { ChartFigure } from '#web/components/charts/chart-figure.tsx'
import { DeskList, type ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { useDate } from '#web/components/time/use-date.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'

const dayMs = 24 * 60 * 60_000

/** How many contracts were started and completed in each of the last twelve months. */
export function MonthsCard({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  return (
    <DeskList title={t.flowsByMonth} testId="flows-by-month" usualRows={5} reading={reading}>
      {({ months }) => (
        <li className="desk-gap">
          <Months months={months} />
        </li>
      )}
    </DeskList>
  )
}

function Months({ months }: Pick<CorpStatistics, 'months'>) {
  const t = useWords(adminWords)
  const date = useDate(useNow(dayMs))
  const chart = useMemo<Chart>(
    () => ({
      kind: 'bar',
      labels: months.map(({ month }) => date.shortMonth(month)),
      series: [
        { values: months.map(({ started }) => started), tone: 'active' },
        { values: months.map(({ completed }) => completed), tone: 'good' },
      ],
    }),
    [months, date],
  )
  return (
    <ChartFigure
      caption={t.lastTwelveMonths}
      keys={[
        { tone: 'active', label: t.started },
        { tone: 'good', label: t.completed },
      ]}
      chart={chart}
      table={{
        label: t.flowsByMonth,
        head: [t.monthHead, t.started, t.completed],
        rows: [...months]
          .reverse()
          .map(({ month, started, completed }) => [date.month(month), started, completed]),
      }}
    />
  )
}
