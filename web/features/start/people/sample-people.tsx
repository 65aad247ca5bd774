import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sandboxSamplesQuery } from '#web/api/queries/app-config.ts'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import type { OpenSheet } from '#web/components/overlay/sheet.tsx'
import type { PickedPerson } from '#web/dingtalk/pick-people.ts'
import { useWords } from '#web/i18n/words.ts'
import { EditSheet } from '../edit-sheet.tsx'
import { startWords } from '../start-words.ts'

type SamplePeopleProps = {
  picked: readonly string[]
  onPick: (members: PickedPerson[]) => void
} & OpenSheet

/** The sandbox's people, in place of the address book, which only DingTalk's clients have. */
export function SamplePeople({ open, onClose, picked, onPick }: SamplePeopleProps) {
  const t = useWords(startWords)
  const { data: samples } = useQuery(sandboxSamplesQuery)
  const [chosen, setChosen] = useState(picked)
  const people = samples?.people ?? []
  const done = () => {
    onPick(people.filter(({ userId }) => chosen.includes(userId)))
    onClose()
  }
  return (
    <EditSheet open={open} title={t.addMembers} onClose={onClose} onDone={done}>
      <p className="quiet">{t.samplesNote}</p>
      <CheckRows
        label={t.addMembers}
        options={people.map(({ userId, name }) => ({ value: userId, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
    </EditSheet>
  )
}
