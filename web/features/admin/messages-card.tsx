import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { OutboxGroup } from '#shared/schemas/outbox.ts'
import { outboxQuery, retryOutbox } from '#web/api/queries/admin.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { Row } from '#web/components/list/row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { DeskList } from '#web/components/desk/desk-list.tsx'
import { messagesWords } from './messages-words.ts'

/** Reasons that pass by themselves. */
const harmless: readonly (string | null)[] = [null, 'quiet-hours', 'daily-limit', 'unavailable']

/** What the app sends by itself: what waits, what failed and why, and how to mend it. */
export function MessagesCard() {
  const t = useWords(messagesWords)
  const reading = useQuery(outboxQuery)
  const groups = reading.data?.groups ?? []
  const isHeldUp = groups.some(
    ({ state, reason }) => state === 'waiting' && !harmless.includes(reason),
  )
  const retrying = useMutation({
    mutationFn: (_: void, { client }) => retryOutbox(client),
    onSuccess: (_answer, _variables, _before, { client }) => {
      notify(t.retried)
      return client.invalidateQueries({ queryKey: outboxQuery.queryKey })
    },
  })
  return (
    <DeskList
      title={t.title}
      testId="messages"
      reading={reading}
      extra={
        isHeldUp && (
          <Button size="small" loading={retrying.isPending} onClick={() => retrying.mutate()}>
            {t.retry}
          </Button>
        )
      }
    >
      {(desk) => (
        <>
          {retrying.error && (
            <Row>
              <FailureNote error={retrying.error} />
            </Row>
          )}
          <Planned groups={desk.groups} />
          {desk.groups
            .filter(({ reason, state }) => state !== 'waiting' || reason !== null)
            .map((group) => (
              <Group key={`${group.kind} ${group.state} ${group.reason}`} group={group} />
            ))}
        </>
      )}
    </DeskList>
  )
}

/** What only waits for its time. */
function Planned({ groups }: { groups: readonly OutboxGroup[] }) {
  const t = useWords(messagesWords)
  const moment = useMoment(useNow())
  const planned = groups.filter(({ state, reason }) => state === 'waiting' && reason === null)
  const total = planned.reduce((sum, group) => sum + group.count, 0)
  if (total === 0) return groups.length === 0 ? <Row>{t.allWell}</Row> : null
  const first = Math.min(...planned.map(({ at }) => at))
  return <Row description={t.next({ time: moment(first) })}>{t.planned(total)}</Row>
}

function Group({ group }: { group: OutboxGroup }) {
  const t = useWords(messagesWords)
  const moment = useMoment(useNow())
  const { state, reason, detail, count, at } = group
  const time = moment(at)
  const isPassing = state === 'waiting' && harmless.includes(reason)
  return (
    <Row
      extra={<ToneTag tone={isPassing ? 'quiet' : 'bad'}>{t[state](count)}</ToneTag>}
      description={
        <>
          <p>{isKnown(reason) ? t[reason] : t.else({ reason: reason ?? '?' })}</p>
          {detail !== null && reason !== 'unavailable' && <p className="desk-note">{detail}</p>}
          <p>{state === 'waiting' ? t.next({ time }) : t.last({ time })}</p>
        </>
      }
    >
      {t[familyOf(group.kind)]}
    </Row>
  )
}

const reasons = [
  'permission-missing',
  'template-missing',
  'template-refused',
  'agent-id-missing',
  'address-not-listed',
  'credentials-refused',
  'app-closed',
  'quota-spent',
  'person-outside',
  'person-unknown',
  'refused',
  'unavailable',
  'answer-lost',
  'expired',
  'quiet-hours',
  'daily-limit',
] as const

function isKnown(reason: string | null): reason is (typeof reasons)[number] {
  return reasons.some((known) => known === reason)
}

const messageKinds = ['message', 'news', 'bar', 'access']

/** What a sender's rows are to an administrator. */
function familyOf(kind: string): 'message' | 'reminder' | 'todo' | 'task' | 'other' {
  if (kind === 'auto-reminder') return 'reminder'
  if (kind.startsWith('todo')) return 'todo'
  if (kind.startsWith('process')) return 'task'
  if (messageKinds.some((start) => kind.startsWith(start))) return 'message'
  return 'other'
}
