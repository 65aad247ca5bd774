import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { useMemo, useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { foreignZoneText } from '#web/i18n/time-format.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { openAuditTrail } from '../print-record/open-audit-trail.ts'
import { BackToTop } from './back-to-top.tsx'
import {
  filterEntries,
  searchTexts,
  timelineEntries,
  type TimelineFilter,
  type TimelineRow,
  timelineRows,
} from './timeline.ts'
import { useOperatorName } from './log-names.ts'
import { TimelineFilters } from './timeline-filters.tsx'
import { TimelineLine } from './timeline-item.tsx'
import { useFreshKeys } from '../use-fresh.ts'

type FlowTimelineProps = {
  view: FlowView
  now: number
}

/** Filters are shown from this many entries, the search from `minSearchedEntries`. */
const minFilteredEntries = 6
const minSearchedEntries = 50

/** Longer timelines are virtual. */
const manyRows = 100

/** Number of rows until the code of the virtual timeline is loaded. */
const firstRows = 30

const everything: TimelineFilter = { group: null, person: null, text: '' }

const LongTimeline = lazyPart(async () => (await import('./long-timeline.tsx')).LongTimeline)

/** The flow's log and the reminders sent by the app, newest first. */
export function FlowTimeline({ view, now }: FlowTimelineProps) {
  const { flow, registry, isOutline = false } = view
  const t = useWords(words.timeline)
  const labels = useWords(words.logType)
  const { noNetwork } = useWords(words.page)
  const { zone } = useViewer()
  const foreign = foreignZoneText(now, zone)
  const moment = useMoment(now)
  const nameOf = useOperatorName()
  const [filter, setFilter] = useState(everything)
  const lastOpenedAt = registry?.lastOpenedAt ?? null
  const urges = registry?.urges
  const entries = useMemo(
    () => timelineEntries(flow.logs, urges ?? [], lastOpenedAt, zone),
    [flow.logs, urges, lastOpenedAt, zone],
  )
  const isSearched = filter.text.trim() !== ''
  const texts = useMemo(
    () =>
      searchTexts(
        isSearched ? entries : [],
        // An unknown kind has only e签宝's number.
        ({ kind }) => {
          const known = knownWord(labels, kind)
          return known === 'unknown' ? '' : labels[known]
        },
        nameOf,
      ),
    [isSearched, entries, labels, nameOf],
  )
  const shown = useMemo(() => filterEntries(entries, texts, filter), [entries, texts, filter])
  const rows = useMemo(() => timelineRows(shown), [shown])
  const fresh = useFreshKeys(
    useMemo(() => entries.map(({ key }) => key), [entries]),
    isOutline,
  )
  const news = entries.filter(({ isNew }) => isNew).length
  const isNarrowed = filter.group !== null || filter.person !== null || isSearched
  const isLong = !isOutline && rows.length > manyRows
  const first = isOutline || isLong ? rows.slice(0, firstRows) : rows
  const short = <ShortTimeline rows={first} fresh={fresh} now={now} />
  return (
    <Card
      className="timeline-card"
      title={<h2>{t.title}</h2>}
      extra={
        <Button
          size="small"
          fill="none"
          color="primary"
          loading="auto"
          onClick={() => openAuditTrail().catch(() => notify(noNetwork, 'fail'))}
        >
          {t.print}
        </Button>
      }
    >
      {news > 0 && lastOpenedAt !== null && !isOutline && (
        <p className="timeline-news" data-testid="timeline-news">
          {t.newSince({ news: t.news(news), time: moment(lastOpenedAt) })}
        </p>
      )}
      <div className="spread">
        {foreign !== null && <p className="timeline-zone small">{t.timeZone({ zone: foreign })}</p>}
        {entries.length >= minFilteredEntries && (
          <TimelineFilters
            entries={entries}
            filter={filter}
            isDisabled={isOutline}
            hasSearch={entries.length >= minSearchedEntries}
            onChange={setFilter}
          />
        )}
      </div>
      {entries.length === 0 && <p className="quiet">{t.empty}</p>}
      {isNarrowed && (
        <p className="timeline-found quiet" role="status">
          {shown.length === 0 ? t.noMatch : t.found(shown.length)}
        </p>
      )}
      {isLong ? <LongTimeline rows={rows} fresh={fresh} now={now} placeholder={short} /> : short}
      {isOutline && <p className="quiet">{t.olderToCome}</p>}
      <BackToTop />
    </Card>
  )
}

type ShortTimelineProps = {
  rows: TimelineRow[]
  /** Keys of entries that have just arrived. */
  fresh: ReadonlySet<string>
  now: number
}

function ShortTimeline({ rows, fresh, now }: ShortTimelineProps) {
  return (
    <ol className="adm-steps adm-steps-vertical timeline" data-testid="flow-timeline">
      {rows.map((row) => (
        <TimelineLine key={row.key} row={row} isFresh={fresh.has(row.key)} now={now} />
      ))}
    </ol>
  )
}
