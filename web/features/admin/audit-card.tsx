import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FlowViews } from '#shared/schemas/flow/flow-views.ts'
import { auditQuery } from '#web/api/queries/admin.ts'
import { DownloadLink } from '#web/components/button/download-link.tsx'
import { Row } from '#web/components/list/row.tsx'
import { approvalPath, flowPath } from '#web/components/page/navigation.ts'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { shortZoneText } from '#web/i18n/time-format.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { DeskList } from '#web/components/desk/desk-list.tsx'
import { ListMore } from '#web/components/desk/list-more.tsx'

/** Number of rows at first, and added by each tap on "more". */
const step = 10

/** The audit trail, newest first, with a CSV export. */
export function AuditCard() {
  const t = useWords(adminWords)
  const now = useNow()
  const { zone } = useViewer()
  const [shown, setShown] = useState(step)
  const reading = useInfiniteQuery(auditQuery)
  const { hasNextPage, fetchNextPage } = reading
  const more = async () => {
    const loaded = reading.data?.pages.flatMap((page) => page.views).length ?? 0
    const read = loaded < shown + step && hasNextPage ? await fetchNextPage() : null
    if (read?.isError !== true) setShown(shown + step)
  }
  return (
    <DeskList
      title={t.audit}
      testId="audit"
      reading={reading}
      extra={
        <DownloadLink path="/api/audit.csv" name="flow-views.csv" invalidates={auditQuery.queryKey}>
          {t.auditExport}
        </DownloadLink>
      }
    >
      {({ pages }) => {
        const views = pages.flatMap((page) => page.views)
        return (
          <>
            {views.length === 0 && <Row>{t.auditEmpty}</Row>}
            {views.slice(0, shown).map((entry, index) => (
              // Entries have no id and may be equal, but their components have no state.
              // oxlint-disable-next-line react/no-array-index-key
              <AuditEntry key={index} entry={entry} now={now} />
            ))}
            <ListMore
              reading={reading}
              hasMore={hasNextPage || views.length > shown}
              onMore={more}
            />
            <li className="desk-gap desk-note">
              {t.auditNote}
              {t.timeZone({ zone: shortZoneText(now, zone) })}
            </li>
          </>
        )
      }}
    </DeskList>
  )
}

/** A row about a flow or an approval links to it. */
function AuditEntry({ entry, now }: { entry: FlowViews['views'][number]; now: number }) {
  const { kind, taskId, title, detail, name, at, byLink } = entry
  const t = useWords(adminWords)
  const tFlow = useWords(words.flow)
  const page = pageOf(entry)
  const about = () => {
    if (taskId !== null) return title ?? tFlow.untitled
    if (kind === 'approval-opened') return t.approvalContracts
    return kind === 'flows-imported' ? t.flows(Number(detail)) : detail
  }
  return (
    <Row
      testId="audit-entry"
      {...(page !== null && { to: page })}
      description={
        <>
          {about()}
          <span className="desk-note">
            <Moment time={at} now={now} isFirst />
            {byLink && ` · ${t.byLink}`}
          </span>
        </>
      }
    >
      {t.auditLine({ name, what: t[`audit/${kind}`] })}
    </Row>
  )
}

function pageOf({ kind, taskId, detail }: FlowViews['views'][number]): string | null {
  if (taskId !== null) return flowPath(taskId)
  return kind === 'approval-opened' && detail !== null ? approvalPath(detail) : null
}
