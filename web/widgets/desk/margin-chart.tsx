import { useMemo } from 'react'
import type { MarginForecast, MarginReading } from '#shared/schemas/corp/corp.ts'
import { fewContracts } from '#shared/rules/contracts-low.ts'
import type { Chart } from '#web/components/charts/chart.ts'
import { ChartFigure } from '#web/components/charts/chart-figure.tsx'
import { useDate } from '#web/components/time/use-date.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { deskWords } from './desk-words.ts'
import type { EpochMs } from '#shared/rules/time.ts'

const dayMs = 24 * 60 * 60_000

/** A forecast beyond it is cut off. */
const maxDaysAhead = 90

/** The course of what is left, until it will be used up at the pace of the last 30 days. */
export function MarginChart({ margin: { contractsLeft, daysLeft, history } }: MarginChartProps) {
  const t = useWords(deskWords)
  const now = useNow(dayMs)
  const date = useDate(now)
  const days = useMemo(() => toDays(history, daysLeft), [history, daysLeft])
  const chart = useMemo<Chart>(() => {
    const few = days.map(() => fewContracts)
    const series = [
      { values: days.map(({ left }) => left), tone: 'active' },
      { values: days.map(({ expected }) => expected), tone: 'active', isDashed: true },
      { values: few, tone: 'warn' },
    ] as const
    return { kind: 'line', labels: days.map(({ at }) => date.day(at)), series }
  }, [days, date])
  const until = daysLeft === null ? null : date.day(now + daysLeft * dayMs)
  return (
    <ChartFigure
      caption={
        contractsLeft === 0
          ? t.last90Days
          : until === null
            ? t.daysUnknown
            : t.lastsUntil({ until })
      }
      keys={[
        { tone: 'active', label: t.left },
        ...(daysLeft ? [{ tone: 'active' as const, label: t.expected, isDashed: true }] : []),
        { tone: 'warn', label: t.fewLine({ count: fewContracts }) },
      ]}
      chart={chart}
      table={{
        label: t.margin,
        head: [t.day, t.left],
        rows: [...history].reverse().map(({ at, contractsLeft: left }) => [date.day(at), left]),
      }}
    />
  )
}

type MarginChartProps = {
  margin: MarginForecast
}

type MarginDay = {
  at: EpochMs
  left: number | null
  expected: number | null
}

/** Every day from the first reading until the last one, and on to the end that is expected. */
export function toDays(history: readonly MarginReading[], daysLeft: number | null): MarginDay[] {
  const first = history[0]
  const last = history.at(-1)
  if (!first || !last) return []
  const numberOf = ({ at }: { at: number }) => Math.round((at - first.at) / dayMs)
  const days: MarginDay[] = Array.from({ length: numberOf(last) + 1 }, (_, index) => {
    return { at: first.at + index * dayMs, left: null, expected: null }
  })
  for (const reading of history) {
    const day = days[numberOf(reading)]
    if (day) day.left = reading.contractsLeft
  }
  const today = days.at(-1)
  if (!today || !daysLeft) return days
  today.expected = last.contractsLeft
  for (let ahead = 1; ahead <= Math.min(daysLeft, maxDaysAhead); ahead += 1)
    days.push({
      at: last.at + ahead * dayMs,
      left: null,
      expected: Math.round(last.contractsLeft * (1 - ahead / daysLeft)),
    })
  return days
}
