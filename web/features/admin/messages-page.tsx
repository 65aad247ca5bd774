import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import type { OutboxGroup, RobotUse } from '#shared/schemas/corp/outbox.ts'
import { outboxQuery, retryOutbox } from '#web/api/queries/admin.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { Row } from '#web/components/list/row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { hasWord } from '#web/i18n/has-word.ts'
import { useWords } from '#web/i18n/words.ts'
import { DeskList } from '#web/widgets/desk/desk-list.tsx'
import { DeskPage } from './desk-page.tsx'
import { harmlessReasons, isHeldUp } from './held-up.ts'
import { messagesWords } from './messages-words.ts'

/** Results of a retry arrive within this many milliseconds. */
const retryMs = 20_000

const queryKeys = [outboxQuery.queryKey]

/** The app's messages, `/admin?view=messages`: queued, failed and why, and how to fix it. */
export function MessagesPage() {
  const t = useWords(messagesWords)
  const [retriedAt, setRetriedAt] = useState(-Infinity)
  const reading = useQuery({
    ...outboxQuery,
    // Retried messages are sent or fail within seconds.
    refetchInterval: () => (performance.now() - retriedAt < retryMs ? 2000 : false),
  })
  const groups = reading.data?.groups ?? []
  const canRetry = groups.some(isHeldUp)
  const retrying = useMutation({
    mutationFn: (_: void, { client }) => retryOutbox(client),
    onSuccess: (_answer, _variables, _before, { client }) => {
      notify(t.retried)
      setRetriedAt(performance.now())
      return client.invalidateQueries({ queryKey: outboxQuery.queryKey })
    },
  })
  return (
    <DeskPage
      title={t.title}
      queryKeys={queryKeys}
      old={reading.data && reading}
      actions={
        canRetry && (
          <Button color="primary" loading={retrying.isPending} onClick={() => retrying.mutate()}>
            {t.retry}
          </Button>
        )
      }
    >
      {retrying.error && <FailureNote error={retrying.error} />}
      <DeskList title={t.title} hasTitle={false} testId="messages" reading={reading}>
        {(desk) => (
          <>
            {joined(desk.groups).map((group) => (
              <Group key={`${group.family} ${group.state} ${group.reason}`} group={group} />
            ))}
            <Planned groups={desk.groups} />
            {desk.robot && <RobotRow use={desk.robot} />}
          </>
        )}
      </DeskList>
    </DeskPage>
  )
}

const isPlanned = ({ state, reason }: OutboxGroup) => state === 'waiting' && reason === null

/** Messages that are scheduled for later, or queued behind earlier ones. */
function Planned({ groups }: { groups: readonly OutboxGroup[] }) {
  const t = useWords(messagesWords)
  const now = useNow()
  const moment = useMoment(now)
  const planned = groups.filter(isPlanned)
  const total = planned.reduce((sum, group) => sum + group.count, 0)
  const first = Math.min(...planned.map(({ at }) => at))
  const isAllWell = planned.length === groups.length
  if (total === 0) return isAllWell ? <Row>{t.allWell}</Row> : null
  const when =
    first > now ? <TimeText time={first}>{t.first({ time: moment(first) })}</TimeText> : t.inTurn
  return isAllWell ? (
    <Row
      description={
        <>
          {t.planned(total)}
          {t.between}
          {when}
        </>
      }
    >
      {t.allWell}
    </Row>
  ) : (
    <Row description={when}>{t.planned(total)}</Row>
  )
}

/** DingTalk's monthly quotas of the standard edition: messages and events, and calls. */
const quotas = { messages: 3000, calls: 5000 }
const nearlySpent = 0.8

/** What the robot used this month. Which quota an answer in a chat counts in is not documented. */
function RobotRow({ use }: { use: RobotUse }) {
  const t = useWords(messagesWords)
  const { received, session, token } = use
  const share = Math.max((received + session) / quotas.messages, (session + token) / quotas.calls)
  return (
    <Row
      extra={share >= nearlySpent && <ToneTag tone="bad">{t.nearlySpent}</ToneTag>}
      description={
        <>
          <p>{t.robotUse({ received, session, token })}</p>
          <p className="desk-note">{t.quotas(quotas)}</p>
        </>
      }
    >
      {t.robot}
    </Row>
  )
}

type Joined = OutboxGroup & { family: Family }

/** Merges groups that look the same to an admin, without the scheduled ones. */
function joined(groups: readonly OutboxGroup[]): Joined[] {
  const found = new Map<string, Joined>()
  for (const group of groups) {
    if (isPlanned(group)) continue
    const family = familyOf(group.kind)
    const key = JSON.stringify([family, group.state, group.reason])
    const known = found.get(key)
    if (known === undefined) {
      found.set(key, { ...group, family })
      continue
    }
    known.count += group.count
    known.at = (group.state === 'waiting' ? Math.min : Math.max)(known.at, group.at)
  }
  return [...found.values()]
}

function Group({ group }: { group: Joined }) {
  const t = useWords(messagesWords)
  const moment = useMoment(useNow())
  const { family, state, reason, count, at } = group
  const time = moment(at)
  const cause = `reason/${reason}` as const
  const isPassing = state === 'waiting' && harmlessReasons.includes(reason)
  const isForTime = reason === 'quiet-hours' || reason === 'daily-limit'
  const timeText =
    state !== 'waiting' ? t.last({ time }) : isForTime ? t.first({ time }) : t.next({ time })
  return (
    <Row
      extra={<ToneTag tone={isPassing ? 'quiet' : 'bad'}>{t[knownWord(t, state)](count)}</ToneTag>}
      description={
        <>
          <p>{hasWord(t, cause) ? t[cause] : t.else({ reason: reason ?? '?' })}</p>
          <Note group={group} />
          <p>
            <TimeText time={at}>{timeText}</TimeText>
          </p>
        </>
      }
    >
      {t[family]}
    </Row>
  )
}

/** The details of a cause: permissions, recipients or DingTalk's code. */
function Note({ group: { state, reason, detail } }: { group: OutboxGroup }) {
  const t = useWords(messagesWords)
  if (detail === null || reason === 'unavailable') return null
  const isPermissions = reason === 'permission-missing'
  const note = isPermissions ? detail : t.code({ code: detail })
  return <p className="desk-note">{state === 'not-arrived' ? t.missed({ who: detail }) : note}</p>
}

type Family = 'message' | 'reminder' | 'todo' | 'task' | 'comment' | 'robot' | 'other'

const messageKinds = ['message', 'news', 'bar', 'access', 'delivery', 'webhook', 'term']

/** The family that admins know a kind by. */
function familyOf(kind: string): Family {
  if (kind === 'auto-reminder') return 'reminder'
  if (kind.startsWith('todo')) return 'todo'
  if (kind.startsWith('process')) return 'task'
  if (kind === 'approval-comment') return 'comment'
  if (kind === 'robot-message') return 'robot'
  if (messageKinds.some((start) => kind.startsWith(start))) return 'message'
  return 'other'
}
