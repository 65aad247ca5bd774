import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect, useMemo, useRef, useState } from 'react'
import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { corpNameQuery } from '#web/api/queries/corp.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { Page } from '#web/components/page/page.tsx'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { isPhoneClient } from '#web/dingtalk/platform.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { printData } from './print-data.ts'
import { ApprovalsTable, LogsTable, SignersTable, RemindersTable } from './print-tables.tsx'
import './print-record.css'
import { printWords } from './print-words.ts'
import { canonicalJson } from './canonical-json.ts'
import { fingerprintOf } from './fingerprint.ts'
import { zonedText } from '../zoned-text.ts'

/** Whether `window.print()` works here; the phone clients' web views ignore it. */
const canPrint = typeof window.print === 'function' && !isPhoneClient

type PrintRecordProps = {
  view: FlowView
  onBack: () => void
}

/** The print record of a flow, frozen when it was opened. */
export function PrintRecord({ view: current, onBack }: PrintRecordProps) {
  const t = useWords(printWords)
  const tFlow = useWords(words.flow)
  const tStatus = useWords(words.status)
  const [view] = useState(current)
  const [openedAt] = useState(() => Date.now())
  const { name, corpName } = useSession()
  const corpReading = useQuery({ ...corpNameQuery, enabled: corpName === null })
  const { data: corp = corpName } = corpReading
  const article = useRef<HTMLElement>(null)
  const record = useMemo(() => printData(view), [view])
  const data = useMemo(() => canonicalJson(record), [record])
  const { flow } = view
  const status = knownWord(tStatus, flow.status)
  // The name of the organisation would add a line.
  if (corpReading.isLoading) return <PageSkeleton />
  const statusText =
    status === 'unknown' ? `${tStatus.unknown} (${flow.statusCode ?? '?'})` : tStatus[status]
  const facts = [
    [t.contract, flow.title],
    [tFlow.taskId, flow.taskId],
    [t.status, statusText],
    [tFlow.initiator, flow.initiator.name],
    [tFlow.organization, flow.initiator.organization],
    [t.deadline, record.deadline === null ? null : zonedText(record.deadline)],
    [t.readAt, zonedText(view.fetchedAt)],
    [t.printedAt, zonedText(openedAt)],
    [t.printedBy, corp === null ? name : t.person({ name, corp })],
  ] as const
  return (
    <Page title={t.title}>
      <PageHeader
        head={
          <nav className="print-record-actions">
            <Button fill="none" color="primary" onClick={onBack}>
              {t.back}
            </Button>
          </nav>
        }
      >
        {canPrint && (
          <Button color="primary" onClick={() => window.print()}>
            {t.print}
          </Button>
        )}
        <CopyButton text={() => textOf(article.current)} label={t.copy} isBig />
      </PageHeader>
      {!canPrint && (
        <div className="print-record-hint">
          <Notice tone="quiet">{t.cannotPrint}</Notice>
        </div>
      )}
      <article ref={article} className="print-record" data-testid="audit-trail">
        <h1>{t.title}</h1>
        <p className="print-record-note">{t.notProof}</p>
        <table className="print-record-facts">
          <tbody>
            {facts.map(([label, value]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{value ?? t.unknown}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <SignersTable view={view} />
        <ApprovalsTable approvals={record.approvals} isOver={hasEnded(view.flow.status)} />
        <LogsTable logs={record.logs} />
        <RemindersTable urges={record.urges} />
        <h2>{t.fingerprint}</h2>
        <Fingerprint data={data} />
        <div className="print-record-copy">
          <CopyButton text={data} label={t.copyData} />
        </div>
        <p className="print-record-note">{t.fingerprintNote}</p>
      </article>
    </Page>
  )
}

/** The printed text: one line per row, tabs between the cells of a table. */
function textOf(article: HTMLElement | null): string {
  const lines = article?.querySelectorAll<HTMLElement>('h1, h2, p, tr') ?? []
  return Array.from(lines, (line) =>
    line instanceof HTMLTableRowElement
      ? Array.from(line.cells, (cell) => cell.textContent).join('\t')
      : line.textContent,
  ).join('\n')
}

function Fingerprint({ data }: { data: string }) {
  const t = useWords(printWords)
  const [fingerprint, setFingerprint] = useState<string | null | undefined>()
  useEffect(() => {
    let isCurrent = true
    const show = (value: string | null) => {
      if (isCurrent) setFingerprint(value)
    }
    // Without a fingerprint, the record says so.
    fingerprintOf(data).then(show, () => show(null))
    return () => {
      isCurrent = false
    }
  }, [data])
  return (
    <p className="print-record-fingerprint" data-testid="audit-fingerprint">
      {fingerprint === undefined ? t.computing : (fingerprint ?? t.noFingerprint)}
    </p>
  )
}
