import Button, { type ButtonRef } from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { useEffect, useMemo, useRef, useState } from 'react'
import { knownWord } from '#shared/rules/words/known-word.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { foreignZoneText } from '#web/i18n/time-format.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { openAuditTrail } from '../print-record/open-audit-trail.ts'
import { useFreshKeys } from '../use-fresh.ts'
import { useOperatorName } from './log-names.ts'
import { TimelineLine } from './timeline-item.tsx'
import {
  filterEntries,
  searchTexts,
  timelineEntries,
  type TimelineEntry,
  type TimelineFilter,
  type TimelineRow,
  timelineRows,
} from './timeline.ts'

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
  const { zone } = useDevice()
  const foreign = foreignZoneText(now, zone)
  const moment = useMoment(now)
  const nameOf = useOperatorName()
  const [filter, setFilter] = useState(everything)
  const lastOpenedAt = registry?.lastOpenedAt ?? null
  const reminders = registry?.reminders ?? registry?.urges
  const entries = useMemo(
    () => timelineEntries(flow.logs, reminders ?? [], lastOpenedAt, zone),
    [flow.logs, reminders, lastOpenedAt, zone],
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
          onClick={() => openAuditTrail(flow.taskId).catch(() => notify(noNetwork, 'fail'))}
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
    <ol className="timeline" data-testid="flow-timeline">
      {rows.map((row) => (
        <TimelineLine key={row.key} row={row} isFresh={fresh.has(row.key)} now={now} />
      ))}
    </ol>
  )
}

/** A button back to the top of a long timeline. */
function BackToTop() {
  const t = useWords(words.timeline)
  const place = useRef<HTMLDivElement>(null)
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const look = () => {
      const top = place.current?.parentElement?.getBoundingClientRect().top ?? 0
      setShown(top < -2 * window.innerHeight)
    }
    window.addEventListener('scroll', look, { passive: true })
    return () => window.removeEventListener('scroll', look)
  }, [])
  return (
    <div ref={place}>
      {isShown && (
        <Button className="back-to-top" size="small" onClick={() => window.scrollTo(0, 0)}>
          {t.toTop}
        </Button>
      )}
    </div>
  )
}

// Lazy, because most logs are short and need no search.
const SearchField = lazyPart(
  async () => (await import('#web/components/field/search-field.tsx')).SearchField,
)

const Chip = lazyPart(async () => (await import('#web/components/chip/chip.tsx')).Chip)

type TimelineFiltersProps = {
  entries: readonly TimelineEntry[]
  filter: TimelineFilter
  /** Whether there are too few entries to filter yet. */
  isDisabled: boolean
  /** Whether to offer a search: the browser's own does not find rows of a virtual list. */
  hasSearch: boolean
  onChange: (filter: TimelineFilter) => void
}

/** Filters the timeline by what was done, a person, words, or all of these. */
function TimelineFilters(props: TimelineFiltersProps) {
  const { entries, filter, isDisabled, hasSearch, onChange } = props
  const t = useWords(words.timeline)
  const nameOf = useOperatorName()
  const sheet = useSheet(() => import('./filter-sheet.tsx'))
  const filterButton = useRef<ButtonRef>(null)
  const remove = (change: Partial<TimelineFilter>) => {
    onChange({ ...filter, ...change })
    // The focused element is gone.
    filterButton.current?.nativeElement?.focus({ preventScroll: true })
  }
  const chip = (label: string, without: Partial<TimelineFilter>) => (
    <Chip
      label={label}
      name={t.withoutFilter({ name: label })}
      onRemove={() => remove(without)}
      placeholder={null}
    />
  )
  return (
    <fieldset
      className={hasSearch ? 'timeline-filters has-search' : 'timeline-filters'}
      disabled={isDisabled}
    >
      <div className="timeline-search">
        {hasSearch && (
          <SearchField
            label={t.search}
            value={filter.text}
            onChange={(text) => onChange({ ...filter, text })}
            placeholder={null}
          />
        )}
        <Button
          ref={filterButton}
          size="small"
          fill="none"
          color="primary"
          loading="auto"
          onClick={sheet.show}
        >
          {t.filter}
        </Button>
      </div>
      {filter.group !== null && chip(t[filter.group], { group: null })}
      {filter.person !== null && chip(nameOf(filter.person), { person: null })}
      {sheet.part && (
        <sheet.part.FilterSheet
          entries={entries}
          filter={filter}
          onChange={onChange}
          {...sheet.props}
        />
      )}
    </fieldset>
  )
}
