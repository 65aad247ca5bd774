import { memo } from 'react'
import type { FlowLog } from '../../../shared/flow.ts'
import { TimeText } from '../../components/time-text.tsx'
import { useWords, words } from '../../i18n/words.ts'
import { logIcons, logTones } from './log-icons.ts'

interface TimelineItemProps {
  log: FlowLog
  now: number
}

/** One operation: what, who, when, and e签宝's own words about it. */
export const TimelineItem = memo(function TimelineItem({ log, now }: TimelineItemProps) {
  const t = useWords(words.flow)
  const labels = useWords(words.logType)
  const Icon = logIcons[log.type]
  const label =
    log.type === 'unknown' ? labels.unknown({ code: log.typeCode ?? '?' }) : labels[log.type]
  return (
    <li className={`timeline-item tone-${logTones[log.type]}`} data-testid="timeline-item">
      <Icon className="timeline-icon" aria-hidden="true" />
      <div>
        <p className="timeline-head">
          <strong>{label}</strong> <span>{log.operator ?? t.unknownOperator}</span>
        </p>
        {log.description !== null && <p className="timeline-description">{log.description}</p>}
        {log.time === null ? (
          <span className="time-text">{t.unknownTime}</span>
        ) : (
          <TimeText time={log.time} now={now} />
        )}
      </div>
    </li>
  )
})
