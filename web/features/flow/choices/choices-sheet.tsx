import { useQuery } from '@tanstack/react-query'
import { reminderIntervals } from '#shared/rules/codes/news.ts'
import {
  choicesQuery,
  isTold,
  setAutoReminders,
  setFollowing,
  useOptimistic,
} from '#web/api/queries/choices.ts'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'

const choicesWords = defineWords({
  zh: {
    hear: '接收这份合同的通知',
    hearNote: '拒签、完成、离截止只剩一天、三天没有进展时，钉钉会通知您。',
    kinds: '选择通知种类',
    remind: '自动催办',
    never: '不自动催办',
    day: '每天',
    'three-days': '每三天',
    'last-day': '截止前最后一天',
    remindNote: '以您的名义提醒还没处理的人；夜间不发送，没有人要处理时自动停止。',
    noDeadline: '这份合同没有截止时间。',
  },
  en: {
    hear: 'Tell me about this contract',
    hearNote:
      'DingTalk tells you of a refusal, of completion, a day before the deadline, and after three days without progress.',
    kinds: 'Choose the kinds',
    remind: 'Automatic reminders',
    never: 'Never',
    day: 'Every day',
    'three-days': 'Every three days',
    'last-day': 'On the last day',
    remindNote:
      'In your name, to those who still have to act; not at night, and no more once nobody has to.',
    noDeadline: 'This contract has no deadline.',
  },
})

type ChoicesSheetProps = {
  taskId: string
} & OpenSheet

/** The notifications of a flow; the initiator can also turn on automatic reminders. */
export function ChoicesSheet({ taskId, open, onClose }: ChoicesSheetProps) {
  const { choices: title } = useWords(words.flow)
  return (
    <Sheet open={open} title={title} onClose={onClose} testId="choices-sheet">
      <Choices taskId={taskId} />
    </Sheet>
  )
}

function Choices({ taskId }: { taskId: string }) {
  const t = useWords(choicesWords)
  const tPage = useWords(words.page)
  const query = choicesQuery(taskId)
  // The person may have chosen otherwise on another device meanwhile.
  const { data, error, refetch } = useQuery({ ...query, staleTime: 0 })
  const choosing = useOptimistic(query.queryKey, async (client, { state, every = null }) => {
    if (state !== undefined) await setFollowing(client, taskId, state)
    if (every !== null) await setAutoReminders(client, taskId, every)
  })
  if (data === undefined)
    return error === null ? (
      <p className="quiet">{tPage.loading}</p>
    ) : (
      <FailureNote error={error}>
        <RetrySmall error={error} onRetry={refetch} />
      </FailureNote>
    )
  const { every, hasDeadline } = data
  const isInitiator = every !== null
  const [on, off] = isInitiator ? (['default', 'mute'] as const) : (['follow', 'default'] as const)
  return (
    <>
      {choosing.error && <FailureNote error={choosing.error} />}
      <Rows label={t.hear}>
        <SwitchRow
          label={t.hear}
          description={t.hearNote}
          checked={isTold(data)}
          onChange={(checked) => choosing.mutate({ state: checked ? on : off })}
        />
        <Row to="/me#notices">{t.kinds}</Row>
      </Rows>
      {isInitiator && (
        <RadioRows
          label={t.remind}
          header={
            <>
              <h2>{t.remind}</h2>
              <p className="quiet">{t.remindNote}</p>
            </>
          }
          options={reminderIntervals.map((value) => ({
            value,
            label: t[value],
            ...(value === 'last-day' && !hasDeadline
              ? { description: t.noDeadline, disabled: every !== value }
              : {}),
          }))}
          value={every}
          onChange={(chosen) => choosing.mutate({ every: chosen })}
        />
      )}
    </>
  )
}
