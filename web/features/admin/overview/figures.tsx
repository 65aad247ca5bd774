import Card from 'antd-mobile/es/components/card'
import Grid from 'antd-mobile/es/components/grid'
import { areContractsLow } from '#shared/rules/contracts-low.ts'
import type { CorpStatistics, CorpView, MarginReading } from '#shared/schemas/corp/corp.ts'
import { fewestPoints } from '#web/components/charts/chart.ts'
import { Sparkline } from '#web/components/charts/sparkline.tsx'
import type { ListQuery } from '#web/widgets/desk/desk-list.tsx'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { flowPath } from '#web/components/page/navigation.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { changeOf } from './change-of.ts'

type FiguresProps = {
  corp: ListQuery<CorpView>
  statistics: ListQuery<CorpStatistics>
  /** Whether to show more than what is left. */
  isAdmin: boolean
}

/** The organisation's four key figures with their course, each linked to details. */
export function Figures({ corp, statistics, isAdmin }: FiguresProps) {
  const t = useWords(adminWords)
  const now = useNow()
  const duration = useDuration()
  const { weeks = [], longestWaiting, byStatus, completion } = statistics.data ?? {}
  const signing = byStatus?.find(({ status }) => status === 'signing')?.flows ?? 0
  const longest = longestWaiting?.[0]
  const usual = completion?.medianMs ?? null
  const margin = corp.data && 'ok' in corp.data.margin ? corp.data.margin.ok : null
  const left = margin?.contractsLeft ?? null
  const isLow = margin !== null && areContractsLow(margin)
  const lefts = weeks.map(({ at }) => leftAt(margin?.history ?? [], at))
  const began = weeks.map(({ started }) => started)
  const figures = [
    isAdmin && {
      label: t.signing,
      value: statistics.data && String(signing),
      to: '/?scope=all&status=signing',
      course: weeks.map((week) => week.signing),
      samples: began,
    },
    isAdmin && {
      label: t.longest,
      value: longest && duration(now - longest.since),
      to: longest && flowPath(longest.taskId),
      course: weeks.map(({ longestMs }) => longestMs),
      samples: began,
    },
    {
      label: t.margin,
      value: left === null ? undefined : String(left),
      to: '/admin?view=packages',
      course: lefts,
      samples: began,
      isLow,
    },
    isAdmin && {
      label: t.usually,
      value: usual === null ? undefined : duration(usual),
      to: '/admin?view=times',
      course: weeks.map(({ usualMs }) => usualMs),
      samples: weeks.map(({ completed }) => completed),
    },
  ].filter((figure) => figure !== false)
  return (
    <Grid columns={2} gap={12} className="figures" data-testid="figures">
      {figures.map((figure) => (
        <Figure key={figure.label} {...figure} />
      ))}
    </Grid>
  )
}

/** What was left at a time, by the last reading before it. */
function leftAt(history: readonly MarginReading[], at: number): number | null {
  return history.filter((reading) => reading.at <= at).at(-1)?.contractsLeft ?? null
}

type FigureProps = {
  label: string
  /** Undefined while unknown. */
  value: string | undefined
  /** A path of the app; undefined if there is nothing to see. */
  to: string | undefined
  /** The figure at the ends of the last weeks. */
  course: readonly (number | null)[]
  /** How many contracts are behind each of them. */
  samples: readonly number[]
  isLow?: boolean
}

function Figure({ label, value, to, course, samples, isLow = false }: FigureProps) {
  const t = useWords(adminWords)
  const change = changeOf(course, samples)
  const isKnown = course.filter((point) => point !== null).length >= fewestPoints
  const isFlat = course.length > 0 && !isKnown
  const content = (
    <Card className={isFlat ? 'is-flat' : ''}>
      <span className="figure-label">{label}</span>
      <span className="figure-line">
        <span className={isLow ? 'figure tone-warn' : 'figure'}>{value ?? t.notKnown}</span>
        {change !== null && <span className="figure-change">{t.overMonth({ change })}</span>}
      </span>
      {!isFlat && <Sparkline values={course} />}
    </Card>
  )
  return (
    <Grid.Item>
      {to === undefined ? (
        content
      ) : (
        <a className="figure-target" href={to} onClick={(event) => followInApp(event, to)}>
          {content}
        </a>
      )}
    </Grid.Item>
  )
}
