import { memo, type Ref } from 'react'
import { Icon } from '#web/components/icon.ts'
import { PersonName } from '#web/components/person/person-name.tsx'
import { StepParts } from '#web/components/list/step-list.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { dateTimeText } from '#web/i18n/time-format.ts'
import { useDayParts } from '#web/components/time/use-day-parts.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { logStyle } from './log-types.ts'
import { logTypeText, useOperatorName } from './log-names.ts'
import { saysNoMore } from './says-no-more.ts'
import type { TimelineEntry, TimelineRow } from './timeline.ts'

type TimelineLineProps = {
  row: TimelineRow
  /** Whether it has just arrived. */
  isFresh: boolean
  now: number
  /** In a virtual list: the index of this row, and the number of rows. */
  index?: number
  of?: number
  ref?: Ref<HTMLLIElement>
}

/** A day, or an entry: what, who, when, and e签宝's own description. */
export const TimelineLine = memo(function TimelineLine(props: TimelineLineProps) {
  const { row, isFresh, now, index, of, ref } = props
  const t = useWords(words.timeline)
  const placing = index !== undefined && {
    ref,
    'data-index': index,
    'aria-posinset': index + 1,
    'aria-setsize': of,
  }
  if ('day' in row)
    return (
      <li className="timeline-day small" {...placing}>
        <h3>
          <DayName day={row.day} now={now} />
        </h3>
      </li>
    )
  const { entry } = row
  const isOurs = entry.kind === 'reminder'
  const { icon, tone } = logStyle(entry.kind)
  return (
    <li
      className={`step timeline-item tone-${tone}${isFresh ? ' is-fresh' : ''}`}
      data-testid={isOurs ? 'timeline-urge' : 'timeline-item'}
      {...placing}
    >
      <StepParts
        icon={<Icon icon={icon} className="timeline-icon" />}
        title={
          <span className="step-head">
            <Head entry={entry} />{' '}
            {entry.time === null ? (
              <span className="timeline-time small">{t.unknownTime}</span>
            ) : (
              <Time time={entry.time} />
            )}
          </span>
        }
        description={<Description entry={entry} />}
      />
    </li>
  )
})

/** A day as a heading: "11月24日 周二". */
export function DayName({ day, now }: { day: string | null; now: number }) {
  const t = useWords(words.timeline)
  const tTime = useWords(words.time)
  const { zone } = useDevice()
  const partsOf = useDayParts()
  if (day === null) return t.unknownTime
  const parts = partsOf(day)
  const isThisYear = zone(now).year === parts.year
  return isThisYear ? tTime.dayWithWeekday(parts) : tTime.dayOfOtherYearWithWeekday(parts)
}

/** The time of day; the date before it is only for screen readers and copied text. */
function Time({ time }: { time: number }) {
  const [date, clock] = dateTimeText(time, useDevice().zone).split(' ')
  return (
    <time className="timeline-time small" dateTime={new Date(time).toISOString()}>
      <span className="visually-hidden">{date} </span>
      {clock?.slice(0, 5)}
    </time>
  )
}

function Head({ entry }: { entry: TimelineEntry }) {
  const t = useWords(words.timeline)
  const nameOf = useOperatorName()
  return (
    <span className="timeline-head">
      <strong>
        <Label entry={entry} />
      </strong>{' '}
      {entry.person === null ? t.unknownOperator : <PersonName name={nameOf(entry.person)} />}
      {entry.kind === 'reminder' && <ToneTag tone="active">{t.ours}</ToneTag>}
      {entry.isNew && <ToneTag tone="active">{t.isNew}</ToneTag>}
    </span>
  )
}

function Label({ entry }: { entry: TimelineEntry }) {
  const t = useWords(words.timeline)
  const labels = useWords(words.logType)
  if (entry.kind === 'reminder') return t.reminder
  return logTypeText(entry.kind, entry.log.typeCode, labels)
}

function Description({ entry }: { entry: TimelineEntry }) {
  const t = useWords(words.timeline)
  const { between } = useWords(words.nextStep)
  if (entry.kind !== 'reminder') {
    const { description } = entry.log
    // e签宝's descriptions are Chinese.
    const kind = knownWord(words.logType.zh, entry.kind)
    const label = kind === 'unknown' ? '' : words.logType.zh[kind]
    const isSaid = description === null || saysNoMore(description, label, entry.person ?? '')
    return isSaid ? null : <bdi>{description}</bdi>
  }
  const names = entry.reminder.recipients.map((name) => name ?? t.someone)
  return t.reminded({ names: names.join(between) })
}
