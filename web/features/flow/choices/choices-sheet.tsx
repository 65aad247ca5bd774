import { useQuery } from '@tanstack/react-query'
import {
  choicesQuery,
  setAutoReminders,
  setFollowing,
  useOptimistic,
} from '#web/api/queries/choices.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { choicesWords } from './choices-words.ts'

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

const kindsPath = '/me#notices'

const rhythms = ['never', 'day', 'three-days', 'last-day'] as const

function Choices({ taskId }: { taskId: string }) {
  const t = useWords(choicesWords)
  const tPage = useWords(words.page)
  const query = choicesQuery(taskId)
  // The person may have chosen otherwise on another device meanwhile.
  const { data, error, refetch } = useQuery({ ...query, staleTime: 0 })
  const choosing = useOptimistic(query.queryKey, async (client, { state, every = null }) => {
    if (state !== undefined) await setFollowing(client, taskId, state)
    if (every !== null) await setAutoReminders(client, taskId, every)
    notify(t.saved)
  })
  if (data === undefined)
    return error === null ? (
      <p className="quiet">{tPage.loading}</p>
    ) : (
      <FailureNote error={error}>
        <RetrySmall error={error} onRetry={refetch} />
      </FailureNote>
    )
  const { state, every, hasDeadline } = data
  // The initiator gets notifications unless the flow is muted; others get them if they follow it.
  const isInitiator = every !== null
  const [on, off] = isInitiator ? (['default', 'mute'] as const) : (['follow', 'default'] as const)
  const hears = isInitiator ? state !== 'mute' : state === 'follow'
  return (
    <>
      {choosing.error && <FailureNote error={choosing.error} />}
      <Rows label={t.hear}>
        <SwitchRow
          label={t.hear}
          description={
            <>
              {t.hearNote}
              <a href={kindsPath} onClick={(event) => followInApp(event, kindsPath)}>
                {t.kinds}
              </a>
            </>
          }
          checked={hears}
          onChange={(checked) => choosing.mutate({ state: checked ? on : off })}
        />
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
          options={rhythms.map((value) => ({
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
