import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type AuditKind, auditKinds } from '#shared/rules/codes/audit-kind.ts'
import { auditActor, auditDetail } from '#shared/rules/words/audit-details.ts'
import type { FlowViews } from '#shared/schemas/flow/flow-views.ts'
import { auditFile, auditKey, auditQuery } from '#web/api/queries/admin.ts'
import { RadioChips } from '#web/components/chip/choice-chips.tsx'
import { SearchField } from '#web/components/field/search-field.tsx'
import { Row } from '#web/components/list/row.tsx'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { approvalPath, flowPath } from '#web/components/page/navigation.ts'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { foreignZoneText } from '#web/i18n/time-format.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { DownloadLink } from '#web/widgets/archive/download-link.tsx'
import { DeskList } from '#web/widgets/desk/desk-list.tsx'
import { ListMore } from '#web/widgets/desk/list-more.tsx'
import { adminWords } from '../admin-words.ts'
import { DeskPage } from '../desk-page.tsx'

const queryKeys = [auditKey]

/** Number of entries at first, and added by each tap on "more". */
const step = 20

/** How long typing has to pause before it is searched for, milliseconds. */
const pauseMs = 300

/** The audit, newest first, `/admin?view=access`. */
export function AccessPage() {
  const t = useWords(adminWords)
  const [kind, setKind] = useState<AuditKind | 'all'>('all')
  const [typed, setTyped] = useState('')
  const [isComposing, setComposing] = useState(false)
  const name = useSettled(typed.trim(), isComposing)
  const filter = { kind: kind === 'all' ? undefined : kind, name }
  const reading = useInfiniteQuery(auditQuery(filter))
  const kinds = ['all', ...auditKinds] as const
  return (
    <DeskPage
      title={t.audit}
      queryKeys={queryKeys}
      old={reading.data && reading}
      actions={
        <DownloadLink path={auditFile(filter)} name="flow-views.csv" invalidates={auditKey}>
          {t.auditExport}
        </DownloadLink>
      }
    >
      <p className="desk-note desk-intro">{t.auditNote}</p>
      <SearchField
        label={t.auditPerson}
        value={typed}
        onChange={setTyped}
        onComposing={setComposing}
      />
      <RadioChips
        label={t.auditKind}
        isLine
        options={kinds.map((value) => ({ value, label: value === 'all' ? t.auditAll : t[value] }))}
        value={kind}
        onChange={setKind}
      />
      {/* Another choice begins with its first entries. */}
      <Entries
        key={`${kind} ${name}`}
        reading={reading}
        isFiltered={kind !== 'all' || name !== ''}
      />
    </DeskPage>
  )
}

/** The value, once it has not changed for a moment; the earlier one while it is being composed. */
function useSettled(value: string, isComposing: boolean): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (isComposing) return undefined
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value, isComposing])
  return settled
}

type EntriesProps = {
  reading: ReturnType<typeof useInfiniteQuery<FlowViews, Error, { pages: FlowViews[] }>>
  isFiltered: boolean
}

function Entries({ reading, isFiltered }: EntriesProps) {
  const t = useWords(adminWords)
  const now = useNow()
  const { zone } = useDevice()
  const isWide = useIsWide(768)
  const [count, setCount] = useState(step)
  const { hasNextPage, fetchNextPage } = reading
  const more = async () => {
    const loaded = reading.data?.pages.flatMap((page) => page.views).length ?? 0
    const read = loaded < count + step && hasNextPage ? await fetchNextPage() : null
    if (read?.isError !== true) setCount(count + step)
  }
  const foreignZone = foreignZoneText(now, zone)
  return (
    <DeskList title={t.audit} hasTitle={false} testId="audit" usualRows={10} reading={reading}>
      {({ pages }) => {
        const views = pages.flatMap((page) => page.views)
        const entries = views.slice(0, count)
        return (
          <>
            {views.length === 0 && <Row>{isFiltered ? t.auditNotFound : t.auditEmpty}</Row>}
            {/* Entries have no id and may be equal, but their components have no state. */}
            {isWide && views.length > 0 ? (
              <li className="desk-gap">
                <AccessTable entries={entries} now={now} />
              </li>
            ) : (
              entries.map((entry, index) => (
                // oxlint-disable-next-line react/no-array-index-key
                <AccessRow key={index} entry={entry} now={now} />
              ))
            )}
            <ListMore
              reading={reading}
              hasMore={hasNextPage || views.length > count}
              onMore={more}
            />
            {foreignZone !== null && (
              <li className="desk-gap desk-note">{t.timeZone({ zone: foreignZone })}</li>
            )}
          </>
        )
      }}
    </DeskList>
  )
}

type Entry = FlowViews['views'][number]

type EntryProps = {
  entry: Entry
  now: number
}

/** An entry of the audit in two lines; one about a flow or an approval links to it. */
function AccessRow({ entry, now }: EntryProps) {
  const t = useWords(adminWords)
  const { name, subject, detail } = useEntryTexts(entry)
  const page = pageOf(entry)
  return (
    <Row
      testId="audit-entry"
      {...(page !== null && { to: page })}
      description={
        <>
          {subject !== null && <>{subject} · </>}
          {detail !== null && <>{detail} · </>}
          <Moment time={entry.at} now={now} isFirst={subject === null} />
          {entry.byLink && ` · ${t.byLink}`}
        </>
      }
    >
      {t.auditLine({ name, what: t[entry.kind] })}
    </Row>
  )
}

type TableProps = {
  entries: readonly Entry[]
  now: number
}

/** Entries of the audit side by side, for wide windows. */
function AccessTable({ entries, now }: TableProps) {
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
  const { name, subject, detail } = useEntryTexts(entry)
  const page = pageOf(entry)
  return (
    <tr data-testid="audit-entry">
      <td>{name}</td>
      <td>
        {t[entry.kind]}
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
        {detail !== null && <span className="desk-note">{detail}</span>}
      </td>
      <td>
        <Moment time={entry.at} now={now} isFirst />
      </td>
    </tr>
  )
}

/** Who acted, on what, and what else it was about; null for nothing in particular. */
function useEntryTexts(entry: Entry) {
  const t = useWords(adminWords)
  const tFlow = useWords(words.flow)
  const { language } = useDevice()
  const isApproval = entry.kind === 'approval-opened'
  // An approval's id says nothing to people.
  const detail = isApproval ? null : auditDetail(entry, language)
  const name = auditActor(entry, language)
  if (entry.taskId !== null) return { name, subject: entry.title ?? tFlow.untitled, detail }
  return { name, subject: isApproval ? t.approvalContracts : detail, detail: null }
}

function pageOf({ kind, taskId, detail }: Entry): string | null {
  if (taskId !== null) return flowPath(taskId)
  return kind === 'approval-opened' && detail !== null ? approvalPath(detail) : null
}
