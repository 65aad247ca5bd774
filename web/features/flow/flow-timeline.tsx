import { useState } from 'react'
import type { FlowLog } from '../../../shared/flow.ts'
import { timeZoneText } from '../../components/time-format.ts'
import { useWords, words } from '../../i18n/words.ts'
import { TimelineItem } from './timeline-item.tsx'
import { useGrowth } from './use-growth.ts'

interface FlowTimelineProps {
  /** Newest first. */
  logs: FlowLog[]
  now: number
}

/** Entries shown at once; a long log grows by as many while the reader nears its end. */
const step = 60

/** What happened to the flow, newest first. */
export function FlowTimeline({ logs, now }: FlowTimelineProps) {
  const t = useWords(words.flow)
  const [shown, setShown] = useState(step)
  const grow = () => setShown((count) => count + step)
  const rest = logs.length - shown
  const end = useGrowth(grow)
  return (
    <section className="card">
      <div className="section-head">
        <h2>{t.timeline}</h2>
        <span>{t.timeZone({ zone: timeZoneText(now) })}</span>
      </div>
      {logs.length === 0 && <p className="quiet">{t.timelineEmpty}</p>}
      <ol className="timeline" data-testid="flow-timeline">
        {logs.slice(0, shown).map((log, index) => (
          // Records have no id of their own; counted from the oldest, a new one renames none.
          <TimelineItem key={logs.length - index} log={log} now={now} />
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
