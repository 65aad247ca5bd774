import { params } from '#shared/rules/words/template.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import '#web/components/failure/failure-note.css'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'

const heldBackWords = defineWords({
  zh: {
    someone: '对方',
    heldBack: params('今天给 {names} 的消息已到上限，明天 00:00 后可再提醒'),
  },
  en: {
    someone: 'them',
    heldBack: 'Daily limit for {names} reached, again after 00:00',
  },
})

/** Says who gets no more messages today. */
export function useHeldBack(): (people: readonly (string | null)[]) => string {
  const t = useWords(heldBackWords)
  const { between } = useWords(words.nextStep)
  return (people) =>
    t.heldBack({ names: people.map((name) => name ?? t.someone).join(between) || t.someone })
}

/** Those of a reminder's people who were left out. */
export function HeldBack({ people }: { people: readonly (string | null)[] }) {
  const heldBack = useHeldBack()
  const names = people.flatMap((name) => name ?? [])
  return (
    <p className="failure-note tone-bad" role="alert" data-testid="held-back">
      <TextWithNames text={heldBack(people)} names={names} />
    </p>
  )
}

/** Why nobody was reminded. */
export function ReminderFailure({ error }: { error: Error }) {
  if (!(error instanceof ApiError) || error.code !== 'day-limit-reached')
    return <FailureNote error={error} />
  return (
    <div data-testid="failure" data-code={error.code}>
      <HeldBack people={error.problem?.names ?? []} />
    </div>
  )
}
