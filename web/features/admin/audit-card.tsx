import { useInfiniteQuery } from '@tanstack/react-query'
import type { FlowViews } from '#shared/flow-views.ts'
import { auditQuery } from '#web/api/queries/admin.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { FlowLink } from '#web/components/flow/flow-link.tsx'
import { dateTimeText, timeZoneText } from '#web/i18n/time-format.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { MoreButton } from './more-button.tsx'

/** Who did what, newest first, and all of it as a file. */
export function AuditCard() {
  const t = useWords(adminWords)
  const now = useNow()
  const { language } = useViewer()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, isPending } =
    useInfiniteQuery(auditQuery)
  const views = data?.pages.flatMap((page) => page.views) ?? []
  return (
    <section className="card" data-testid="audit">
      <div className="section-head">
        <h2>{t.audit}</h2>
        <a className="text-link" href={`/api/audit.csv?lang=${language}`} download>
          {t.auditExport}
        </a>
      </div>
      <p className="quiet note">{t.auditNote}</p>
      {isPending && <i className="bone" />}
      {data && views.length === 0 && <p className="quiet">{t.auditEmpty}</p>}
      <ul className="flow-rows">
        {views.map((entry) => (
          <li
            key={`${entry.at} ${entry.userId} ${entry.kind} ${entry.taskId}`}
            data-testid="audit-entry"
          >
            <AuditEntry {...entry} />
          </li>
        ))}
      </ul>
      {error && <FailureNote error={error} />}
      {(hasNextPage || (error && !data)) && (
        <MoreButton isLoading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      )}
      <p className="quiet note">{t.timeZone({ zone: timeZoneText(now) })}</p>
    </section>
  )
}

/** What is about one flow leads there. */
function AuditEntry(entry: FlowViews['views'][number]) {
  const { kind, taskId, title, detail, name, at, byLink } = entry
  const t = useWords(adminWords)
  const tFlow = useWords(words.flow)
  const { zone } = useViewer()
  const content = (
    <>
      <span className="audit-who">
        <strong>{name}</strong>
        <span className="quiet"> {t[`audit/${kind}`]}</span>
        {byLink && <span className="quiet"> {t.byLink}</span>}
      </span>
      <span className="time-text">{dateTimeText(at, zone)}</span>
      <span className="audit-what">{taskId === null ? detail : (title ?? tFlow.untitled)}</span>
    </>
  )
  return taskId === null ? (
    <div className="flow-row">{content}</div>
  ) : (
    <FlowLink taskId={taskId}>{content}</FlowLink>
  )
}
