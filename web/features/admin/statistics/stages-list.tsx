import type { NextStepKind } from '#shared/rules/situation/next-step.ts'
import type { CorpStatistics } from '#shared/schemas/corp.ts'
import { useDuration } from '#web/components/time/use-duration.ts'
import { hasWord } from '#web/i18n/has-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { Bar } from './bar.tsx'
import { barScale } from './bar-scale.ts'
import { DeskList, type ListQuery } from '#web/components/desk/desk-list.tsx'

/** Kinds with fewer samples are not meaningful, so they get no bar. */
const minCount = 3

interface Line {
  name: string
  /** Number of samples. */
  count: number
  /** Milliseconds; null for no bar. */
  usualMs: number | null
  text: string
}

/** How long contracts take: finished stages, current stages, and the last months. */
export function StagesList({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  return (
    <DeskList id="desk-stages" title={t.finishedStages} testId="stages" reading={reading}>
      {(statistics) => <Stages statistics={statistics} />}
    </DeskList>
  )
}

function Stages({ statistics }: { statistics: CorpStatistics }) {
  const t = useWords(adminWords)
  const duration = useDuration()
  const finished = statistics.finishedStages.map(({ kind, stages, medianMs, longestMs }) => ({
    name: t[`took/${kind}`],
    count: stages,
    usualMs: medianMs,
    text:
      stages === 1
        ? t.stageOnce({ took: duration(medianMs) })
        : t.stageTook({ usual: duration(medianMs), longest: duration(longestMs) }),
  }))
  const nameOf = (kind: NextStepKind) => {
    const name = `stage/${kind}` as const
    return t[hasWord(t, name) ? name : 'stage/other']
  }
  const waiting = statistics.stages.map(({ kind, flows, medianMs, longestMs }) => ({
    name: nameOf(kind),
    count: flows,
    usualMs: medianMs,
    text:
      medianMs === null || longestMs === null
        ? t.flows(flows)
        : flows === 1
          ? t.stageWaitOne({ longest: duration(longestMs) })
          : t.stageWait({
              flows: t.flows(flows),
              usual: duration(medianMs),
              longest: duration(longestMs),
            }),
  }))
  return (
    <>
      {finished.length === 0 && waiting.length === 0 && <li className="desk-gap">{t.none}</li>}
      {finished.length > 0 && <Lines lines={finished} testId="finished-stages" />}
      {waiting.length > 0 && <Lines title={t.stages} lines={waiting} testId="waiting-stages" />}
    </>
  )
}

/** The time to completion by month. */
export function MonthsList({ reading }: { reading: ListQuery<CorpStatistics> }) {
  const t = useWords(adminWords)
  const tTime = useWords(words.time)
  const duration = useDuration()
  const nameOf = (month: string) => {
    const [year = '', number = ''] = month.split('-')
    return t.month({ year, month: tTime.months.split(' ')[Number(number) - 1] ?? number })
  }
  return (
    <DeskList title={t.months} testId="months" reading={reading}>
      {({ completion: { byMonth } }) =>
        byMonth.length === 0 ? (
          <li className="desk-gap">{t.usualUnknown}</li>
        ) : (
          <Lines
            testId="completion-months"
            lines={byMonth.map(({ month, flows, medianMs }) => ({
              name: nameOf(month),
              count: flows,
              usualMs: medianMs,
              text: t.monthUsual({ usual: duration(medianMs), flows: t.flows(flows) }),
            }))}
          />
        )
      }
    </DeskList>
  )
}

interface LinesProps {
  title?: string
  lines: readonly Line[]
  testId: string
}

function Lines({ title, lines, testId }: LinesProps) {
  const withBar = lines.filter(({ count }) => count >= minCount)
  const scale = barScale(withBar.map(({ usualMs }) => usualMs ?? 0))
  return (
    <li className="desk-gap">
      {title !== undefined && <h3>{title}</h3>}
      <ul data-testid={testId}>
        {lines.map((line) => (
          <li key={line.name} className="stage">
            <div className="stage-head bar-words">
              <span>{line.name}</span> <span className="quiet">{line.text}</span>
            </div>
            {line.count >= minCount && line.usualMs !== null && (
              <Bar share={line.usualMs / scale} />
            )}
          </li>
        ))}
      </ul>
    </li>
  )
}
