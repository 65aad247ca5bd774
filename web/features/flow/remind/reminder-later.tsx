import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useDuration } from '#web/components/time/use-duration.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { ReminderChoice } from './reminder-choice.ts'

type ReminderLaterProps = {
  id?: string
  testId?: string
  view: FlowView
  choice: Pick<ReminderChoice & { kind: 'later' }, 'availableAt' | 'isRepeated' | 'canReach'>
  now: number
}

/** When people can be reminded again, and who can be contacted meanwhile. */
export function ReminderLater({ id, testId, view, choice, now }: ReminderLaterProps) {
  const { availableAt, isRepeated, canReach } = choice
  const t = useWords(words.flow)
  const { someone } = useWords(words.timeline)
  const { between } = useWords(words.nextStep)
  const duration = useDuration()(availableAt - now)
  const time = useMoment(now)(availableAt)
  const namesOf = (people: readonly (string | null)[] = []) =>
    people.map((name) => name ?? someone).join(between)
  const { reached, unreached } = view.registry?.urge ?? {}
  return (
    <p id={id} data-testid={testId}>
      <TimeText time={availableAt}>
        {canReach
          ? t.reminderRestLater({ people: namesOf(unreached), others: namesOf(reached), time })
          : t[isRepeated ? 'reminderAgainLater' : 'reminderLater']({ duration, time })}
      </TimeText>
    </p>
  )
}
