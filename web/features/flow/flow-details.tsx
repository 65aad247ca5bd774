import { Bell, Info } from 'lucide'
import { useDeferredValue } from 'react'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { Fact, Facts } from '#web/components/facts/facts.tsx'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { DocumentsCard } from './documents/documents-card.tsx'
import { ApprovalsCard } from './signers/approvals-card.tsx'
import { SignersCard } from './signers/signers-card.tsx'
import { StageChart } from './stage-chart.tsx'
import { FlowTimeline } from './timeline/flow-timeline.tsx'

type FlowDetailsProps = {
  view: FlowView
  now: number
  /** Refetches the flow when a part of it could not be read. */
  onRetry: () => Promise<unknown>
}

/**
 * The flow below its header: signers, seal approvals, files, facts, stages and log. From 1200 pixels
 * the files and facts are beside the others; the order of reading is the same.
 */
export function FlowDetails({ view, now, onRetry }: FlowDetailsProps) {
  // The lower parts render later, because all at once takes a slow phone 200 ms. A page drawn by
  // the proxy has them already.
  const isWhole = useDeferredValue(true, useDevice().drawnAt !== null)
  // With a log of thousands, a new view takes as long.
  const later = useDeferredValue(view)
  const { taskId, status } = later.flow
  return (
    <div className={status === 'deleted' ? 'columns contract' : 'columns contract has-files'}>
      <SignersCard view={view} now={now} onRetry={onRetry} />
      {isWhole && (
        <>
          <ApprovalsCard {...later} now={now} onRetry={onRetry} />
          <div className="contract-side">
            <DocumentsCard key={taskId} view={later} />
            <FlowFacts view={later} now={now} />
            {status === 'completed' && (
              <TermsCard key={`terms-${taskId}`} view={later} placeholder={<TermsSpace />} />
            )}
            {!hasEnded(status) && <ChoicesRow taskId={taskId} />}
          </div>
          <StageChart view={later} now={now} />
          <FlowTimeline view={later} now={now} />
        </>
      )}
    </div>
  )
}

const TermsCard = lazyPart(async () => (await import('./terms/terms-card.tsx')).TermsCard, null)

/** As high as the terms, which are read later. */
function TermsSpace() {
  const t = useWords(words.flow)
  return (
    <Rows header={<h2>{t.terms}</h2>}>
      <Row description={'\u00a0'}>{'\u00a0'}</Row>
    </Rows>
  )
}

const ChoicesValue = lazyPart(
  async () => (await import('./choices/choices-value.tsx')).ChoicesValue,
  null,
)

/** Opens the sheet for a flow's notifications and automatic reminders. */
function ChoicesRow({ taskId }: { taskId: string }) {
  const t = useWords(words.flow)
  const sheet = useSheet(() => import('./choices/choices-sheet.tsx'), { needsNetwork: true })
  return (
    <Rows label={t.choices}>
      <Row
        prefix={<Icon icon={Bell} className="row-icon" />}
        testId="flow-choices"
        extra={<ChoicesValue taskId={taskId} placeholder={null} />}
        onClick={() => void sheet.show()}
      >
        {t.choices}
      </Row>
      {sheet.part && <sheet.part.ChoicesSheet taskId={taskId} {...sheet.props} />}
    </Rows>
  )
}

/** What is looked up rather than read: the whole title, the id to quote, times and parties. */
function FlowFacts({ view, now }: { view: FlowView; now: number }) {
  const t = useWords(words.flow)
  const tStep = useWords(words.nextStep)
  const tStatus = useWords(words.status)
  const { isWide } = useDevice()
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
        <Icon icon={Info} className="row-icon" />
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
