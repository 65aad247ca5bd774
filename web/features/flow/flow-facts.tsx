import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { Fact, Facts } from '#web/components/facts/facts.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** What is looked up rather than read: the whole title, the id to quote, times and parties. */
export function FlowFacts({ view, now }: { view: FlowView; now: number }) {
  const t = useWords(words.flow)
  const tStep = useWords(words.nextStep)
  const tStatus = useWords(words.status)
  const { isWide } = useViewer()
  const { flow, registry } = view
  const people = registry?.people ?? []
  const companies = new Set(people.flatMap(({ organization }) => organization ?? []))
  const copies = people.flatMap(({ role, name }) => (role === 'cc' && name !== null ? name : []))
  const timeOf = (type: string) => flow.logs.find((log) => log.type === type)?.time ?? null
  const startedAt = timeOf('flow-started') ?? timeOf('flow-created')
  const deadline = registry?.deadline ?? null
  return (
    <details className="adm-card folded" data-testid="flow-facts" open={isWide}>
      <summary className="spread">
        <h2>{t.facts}</h2>
        <span />
      </summary>
      <Facts>
        <Fact label={t.fullTitle}>
          <bdi>{flow.title ?? t.untitled}</bdi>
        </Fact>
        <Fact label={t.taskId}>
          <span className="task-id">{flow.taskId}</span> <CopyButton text={flow.taskId} />
        </Fact>
        {startedAt !== null && (
          <Fact label={t.startedAt}>
            <Moment time={startedAt} now={now} isFirst />
          </Fact>
        )}
        {deadline !== null && (
          <Fact label={t.deadline}>
            <Moment time={deadline} now={now} isFirst />
          </Fact>
        )}
        {companies.size > 0 && (
          <Fact label={t.counterparts}>
            <bdi>{[...companies].join(tStep.between)}</bdi>
          </Fact>
        )}
        {copies.length > 0 && <Fact label={t.copies}>{copies.join(tStep.between)}</Fact>}
        {knownWord(tStatus, flow.status) === 'unknown' && (
          <Fact label={t.statusCode}>{String(flow.statusCode ?? t.notProvided)}</Fact>
        )}
      </Facts>
    </details>
  )
}
