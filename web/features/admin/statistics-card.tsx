import { useQuery } from '@tanstack/react-query'
import type { CorpStatistics } from '#shared/corp.ts'
import { statisticsQuery } from '#web/api/queries/admin.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { FlowLink } from '#web/components/flow/flow-link.tsx'
import { FlowStatusTag } from '#web/components/flow/flow-status-tag.tsx'
import { PageLink } from '#web/components/page/page-link.tsx'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { Bar } from './bar.tsx'

/** How the corp's flows are doing: counts, times, and where they are stuck. */
export function StatisticsCard() {
  const t = useWords(adminWords)
  const { data, error, refetch } = useQuery(statisticsQuery)
  return (
    <section className="card" data-testid="statistics" aria-busy={!data && !error}>
      <div className="section-head">
        <h2>{t.statistics}</h2>
        {data && <span>{t.flows(data.flows)}</span>}
      </div>
      {!data && error && (
        <FailureNote error={error}>
          <RetryButton onRetry={refetch} />
        </FailureNote>
      )}
      {!data && !error && <i className="bone" />}
      {data?.flows === 0 && <p className="quiet">{t.none}</p>}
      {data && data.flows > 0 && <Figures statistics={data} />}
      <p className="quiet note">{t.statisticsNote}</p>
      <PageLink to="/?scope=all">{t.allFlows}</PageLink>
    </section>
  )
}

function Figures({ statistics }: { statistics: CorpStatistics }) {
  const t = useWords(adminWords)
  const duration = useDuration()
  const { flows, byStatus, completion, stages, finishedStages, longestWaiting } = statistics
  return (
    <>
      <ul className="bars">
        {byStatus.map(({ status, flows: some }) => (
          <li key={status}>
            <FlowStatusTag status={status} statusCode={null} />
            <Bar share={some / flows} label={t.flows(some)} />
          </li>
        ))}
      </ul>
      <p>
        {completion.medianMs === null
          ? t.medianUnknown
          : t.median({
              duration: duration(completion.medianMs),
              flows: t.flows(completion.flows),
            })}
      </p>
      {completion.byMonth.length > 1 && <Months months={completion.byMonth} />}
      {finishedStages.length > 0 && <FinishedStages stages={finishedStages} />}
      {stages.length > 0 && <Stages stages={stages} />}
      {longestWaiting.length > 0 && <LongestWaiting flows={longestWaiting} />}
    </>
  )
}

/** How the time to completion went. */
function Months({ months }: { months: CorpStatistics['completion']['byMonth'] }) {
  const t = useWords(adminWords)
  const duration = useDuration()
  const longest = Math.max(...months.map(({ medianMs }) => medianMs), 1)
  return (
    <>
      <h3>{t.months}</h3>
      <ul className="bars wide" data-testid="completion-months">
        {months.map(({ month, flows, medianMs }) => (
          <li key={month}>
            <span>{month}</span>
            <Bar
              share={medianMs / longest}
              label={t.monthMedian({ median: duration(medianMs), flows: t.flows(flows) })}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

/** What has taken longest until now, of what is over. */
function FinishedStages({ stages }: { stages: CorpStatistics['finishedStages'] }) {
  const t = useWords(adminWords)
  const duration = useDuration()
  const longest = Math.max(...stages.map(({ medianMs }) => medianMs), 1)
  return (
    <>
      <h3>{t.finishedStages}</h3>
      <ul className="bars wide" data-testid="finished-stages">
        {stages.map(({ kind, stages: times, medianMs, longestMs }) => (
          <li key={kind}>
            <span>{t[`took/${kind}`]}</span>
            <Bar
              share={medianMs / longest}
              label={t.stageTook({
                times: t.times(times),
                median: duration(medianMs),
                longest: duration(longestMs),
              })}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

type Stage = CorpStatistics['stages'][number]

const stageWords = [
  'waiting-for-signature',
  'waiting-for-anyone',
  'waiting-for-seal-approval',
  'seal-approval-refused',
  'waiting-for-several',
  'all-signed-not-completed',
  'signing-unknown-who',
] as const

function Stages({ stages }: { stages: readonly Stage[] }) {
  const t = useWords(adminWords)
  const duration = useDuration()
  const longest = Math.max(...stages.map(({ medianMs }) => medianMs ?? 0), 1)
  const nameOf = (kind: Stage['kind']) =>
    t[`stage/${stageWords.find((known) => known === kind) ?? 'other'}`]
  return (
    <>
      <h3>{t.stages}</h3>
      <ul className="bars wide">
        {stages.map(({ kind, flows, medianMs, longestMs }) => (
          <li key={kind}>
            <span>{nameOf(kind)}</span>
            <Bar
              share={(medianMs ?? 0) / longest}
              label={
                medianMs === null || longestMs === null
                  ? t.flows(flows)
                  : flows === 1
                    ? t.stageWaitOne({ longest: duration(longestMs) })
                    : t.stageWait({
                        flows: t.flows(flows),
                        median: duration(medianMs),
                        longest: duration(longestMs),
                      })
              }
            />
          </li>
        ))}
      </ul>
    </>
  )
}

function LongestWaiting({ flows }: { flows: CorpStatistics['longestWaiting'] }) {
  const t = useWords(adminWords)
  const tFlow = useWords(words.flow)
  const tStep = useWords(words.nextStep)
  const duration = useDuration()
  const now = useNow()
  const noteOf = (people: readonly string[], since: number) =>
    people.length === 0
      ? t.longestNoteNobody({ duration: duration(now - since) })
      : t.longestNote({ people: people.join(tStep.between), duration: duration(now - since) })
  return (
    <>
      <h3>{t.longest}</h3>
      <ul className="flow-rows">
        {flows.map(({ taskId, title, people, since }) => (
          <li key={taskId}>
            <FlowLink taskId={taskId}>
              <span className="flow-row-title">{title ?? tFlow.untitled}</span>
              <span className="flow-row-note">{noteOf(people, since)}</span>
            </FlowLink>
          </li>
        ))}
      </ul>
    </>
  )
}
