import type { FlowViews } from '#shared/schemas/flow/flow-views.ts'
import { Row } from '#web/components/list/row.tsx'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { approvalPath, flowPath } from '#web/components/page/navigation.ts'
import { Moment } from '#web/components/time/moment.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'

type Entry = FlowViews['views'][number]

type EntryProps = {
  entry: Entry
  now: number
}

/** An entry of the audit in two lines; one about a flow or an approval links to it. */
export function AccessRow({ entry, now }: EntryProps) {
  const t = useWords(adminWords)
  const subject = useSubject(entry)
  const page = pageOf(entry)
  return (
    <Row
      testId="audit-entry"
      {...(page !== null && { to: page })}
      description={
        <>
          {subject !== null && <>{subject} · </>}
          <Moment time={entry.at} now={now} isFirst={subject === null} />
          {entry.byLink && ` · ${t.byLink}`}
        </>
      }
    >
      {t.auditLine({ name: entry.name, what: t[`audit/${entry.kind}`] })}
    </Row>
  )
}

type TableProps = {
  entries: readonly Entry[]
  now: number
}

/** Entries of the audit side by side, for wide windows. */
export function AccessTable({ entries, now }: TableProps) {
  const t = useWords(adminWords)
  return (
    <table className="desk-table">
      <thead>
        <tr>
          <th scope="col">{t.auditWho}</th>
          <th scope="col">{t.auditKind}</th>
          <th scope="col">{t.auditAbout}</th>
          <th scope="col">{t.auditAt}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <TableRow key={index} entry={entry} now={now} />
        ))}
      </tbody>
    </table>
  )
}

function TableRow({ entry, now }: EntryProps) {
  const t = useWords(adminWords)
  const subject = useSubject(entry)
  const page = pageOf(entry)
  return (
    <tr data-testid="audit-entry">
      <td>{entry.name}</td>
      <td>
        {t[`audit/${entry.kind}`]}
        {entry.byLink && <span className="desk-note">{t.byLink}</span>}
      </td>
      <td>
        {page === null ? (
          subject
        ) : (
          <a href={page} onClick={(event) => followInApp(event, page)}>
            {subject}
          </a>
        )}
      </td>
      <td>
        <Moment time={entry.at} now={now} isFirst />
      </td>
    </tr>
  )
}

/** What an entry is about; null for nothing in particular. */
function useSubject({ kind, taskId, title, detail }: Entry): string | null {
  const t = useWords(adminWords)
  const tFlow = useWords(words.flow)
  if (taskId !== null) return title ?? tFlow.untitled
  if (kind === 'approval-opened') return t.approvalContracts
  return kind === 'flows-imported' ? t.flows(Number(detail)) : detail
}

function pageOf({ kind, taskId, detail }: Entry): string | null {
  if (taskId !== null) return flowPath(taskId)
  return kind === 'approval-opened' && detail !== null ? approvalPath(detail) : null
}
