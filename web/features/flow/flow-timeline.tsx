import { Fragment, useMemo, useState } from 'react'
import type { FlowLog } from '../../../shared/flow.ts'
import { timeZoneText } from '../../components/time-format.ts'
import { useWords, words } from '../../i18n/words.ts'
import { timelineEntries, type TimelineFilter } from './timeline.ts'
import { TimelineFilters } from './timeline-filters.tsx'
import { TimelineItem } from './timeline-item.tsx'
import { useGrowth } from './use-growth.ts'

interface FlowTimelineProps {
  /** Newest first. */
  logs: FlowLog[]
  now: number
}

/** Entries shown at once; a long log grows by as many while the reader nears its end. */
const step = 60

/** From so many entries on, finding one by eye is work. */
const worthFiltering = 6

const everything: TimelineFilter = { type: null, operator: null }

/** What happened to the flow, newest first. */
export function FlowTimeline({ logs, now }: FlowTimelineProps) {
  const t = useWords(words.flow)
  const [shown, setShown] = useState(step)
  const [filter, setFilter] = useState(everything)
  const entries = useMemo(() => timelineEntries(logs, filter), [logs, filter])
  const grow = () => setShown((count) => count + step)
  const end = useGrowth(grow)
  const narrow = (next: TimelineFilter) => {
    setFilter(next)
    setShown(step)
  }
  const rest = entries.length - shown
  return (
    <section className="card">
      <div className="section-head">
        <h2>{t.timeline}</h2>
        <span>{t.timeZone({ zone: timeZoneText(now) })}</span>
      </div>
      {logs.length >= worthFiltering && (
        <TimelineFilters logs={logs} filter={filter} onChange={narrow} />
      )}
      {logs.length === 0 && <p className="quiet">{t.timelineEmpty}</p>}
      {logs.length > 0 && entries.length === 0 && <p className="quiet">{t.timelineNoMatch}</p>}
      <ol className="timeline" data-testid="flow-timeline">
        {entries.slice(0, shown).map(({ log, key, day }) => (
          <Fragment key={key}>
            {day !== null && <li className="timeline-day">{day}</li>}
            <TimelineItem log={log} now={now} />
          </Fragment>
        ))}
      </ol>
      {rest > 0 && (
        <button ref={end} type="button" className="link-button timeline-more" onClick={grow}>
          {t.timelineMore({ count: rest })}
        </button>
      )}
    </section>
  )
}
