import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { operatorWords } from '../operator-words.ts'
import { useEventName } from '../use-event-name.ts'

const tones = { waiting: 'active', done: 'good', superseded: 'quiet', failed: 'bad' } as const

/** DingTalk's events about the organisation, newest first. */
export function CorpEvents({ events }: { events: OperatorCorpView['events'] }) {
  const t = useWords(operatorWords)
  const now = useNow()
  const eventName = useEventName()
  return (
    <Rows testId="corp-events" header={<h2>{t.events}</h2>}>
      {events.length === 0 && <Row>{t.eventsNone}</Row>}
      {events.map(({ type, bornAt, outcome }, index) => (
        <Row
          // Two events may have the same type and time, but their order does not change.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          description={<Moment time={bornAt} now={now} isFirst />}
          extra={<ToneTag tone={tones[outcome]}>{t[`outcome/${outcome}`]}</ToneTag>}
        >
          {eventName(type)}
        </Row>
      ))}
    </Rows>
  )
}
