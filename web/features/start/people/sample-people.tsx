import { useQuery } from '@tanstack/react-query'
import { sandboxSamplesQuery } from '#web/api/queries/app-config-query.ts'
import { useWords } from '#web/i18n/words.ts'
import type { Member } from '../draft/draft-people.ts'
import { startWords } from '../start-words.ts'

interface SamplePeopleProps {
  picked: readonly string[]
  onPick: (members: Member[]) => void
  onClose: () => void
}

/** The sandbox's people, in the place of the address book that only DingTalk's clients have. */
export function SamplePeople({ picked, onPick, onClose }: SamplePeopleProps) {
  const t = useWords(startWords)
  const { data: samples } = useQuery(sandboxSamplesQuery)
  const people = samples?.people ?? []
  const toggle = (userId: string, isPicked: boolean) =>
    onPick(
      people.filter((person) =>
        person.userId === userId ? isPicked : picked.includes(person.userId),
      ),
    )
  return (
    <fieldset className="sample-people">
      <legend className="quiet">{t.samplesNote}</legend>
      {people.map(({ userId, name }) => (
        <label key={userId} className="check">
          <input
            type="checkbox"
            checked={picked.includes(userId)}
            onChange={({ target }) => toggle(userId, target.checked)}
          />
          <span>{name}</span>
        </label>
      ))}
      <button type="button" className="small-link" onClick={onClose}>
        {t.samplesDone}
      </button>
    </fieldset>
  )
}
