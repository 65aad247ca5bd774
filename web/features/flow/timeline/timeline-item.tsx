import { memo, type Ref } from 'react'
import { Icon } from '#web/components/icon.ts'
import { PersonName } from '#web/components/flow/person-name.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { logTypeWords } from './log-type-words.ts'
import { timelineWords } from './timeline-words.ts'
import { logIcons, logTones } from './log-icons.ts'
import type { TimelineEntry, TimelineRow } from './timeline.ts'

interface TimelineLineProps {
  row: TimelineRow
  /** Whether it has just come. */
  isFresh: boolean
  now: number
  /** For lists that hold only the lines near the screen: the place of this one, and of how many. */
  index?: number
  of?: number
  ref?: Ref<HTMLLIElement>
}

/** A day, or what happened on it: what, who, when, and e签宝's own words about it. */
export const TimelineLine = memo(function TimelineLine(props: TimelineLineProps) {
  const { row, isFresh, now, index, of, ref } = props
  const t = useWords(timelineWords)
  const placing = index !== undefined && {
    ref,
    'data-index': index,
    'aria-posinset': index + 1,
    'aria-setsize': of,
  }
  if ('day' in row)
    return (
      <li className="timeline-day" {...placing}>
        {row.day ?? t.unknownTime}
      </li>
    )
  const { entry } = row
  const isOurs = entry.kind === 'urge'
  return (
    <li
      className={`timeline-item tone-${logTones[entry.kind]}${isOurs ? ' is-ours' : ''}${isFresh ? ' is-fresh' : ''}`}
      data-testid={isOurs ? 'timeline-urge' : 'timeline-item'}
      {...placing}
    >
      <Icon icon={logIcons[entry.kind]} className="timeline-icon" />
      <div>
        <Head entry={entry} />
        <Description entry={entry} />
        {entry.time === null ? (
          <span className="time-text">{t.unknownTime}</span>
        ) : (
          <TimeText time={entry.time} now={now} />
        )}
      </div>
    </li>
  )
})

function Head({ entry }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  const labels = useWords(logTypeWords)
  const code = 'log' in entry ? entry.log.typeCode : null
  const label =
    entry.kind === 'unknown' ? labels.unknown({ code: code ?? '?' }) : labels[entry.kind]
  return (
    <p className="timeline-head">
      <strong>{label}</strong>{' '}
      {entry.person === null ? (
        <span>{t.unknownOperator}</span>
      ) : (
        <span>
          <PersonName name={entry.person} />
        </span>
      )}
      {entry.isNew && <span className="badge">{t.isNew}</span>}
    </p>
  )
}

function Description({ entry }: { entry: TimelineEntry }) {
  const t = useWords(timelineWords)
  const { between } = useWords(words.nextStep)
  const text =
    entry.kind === 'urge'
      ? t.reminded({
          names: entry.urge.recipients.map((name) => name ?? t.someone).join(between),
        })
      : entry.log.description
  return text === null ? null : <p className="timeline-description">{text}</p>
}
