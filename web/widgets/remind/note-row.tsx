import { useId } from 'react'
import { reminderLimits } from '#shared/rules/reminder-limits.ts'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { defineWords, useWords } from '#web/i18n/words.ts'

const noteWords = defineWords({ zh: { note: '附言（可不填）' }, en: { note: 'Note (optional)' } })

type NoteRowProps = {
  value: string
  onChange: (note: string) => void
}

/** One line of free text that goes along with a reminder. */
export function NoteRow({ value, onChange }: NoteRowProps) {
  const { note } = useWords(noteWords)
  return (
    <Rows label={note}>
      <InputRow
        id={useId()}
        label={note}
        value={value}
        onChange={onChange}
        maxLength={reminderLimits.noteLength}
        autoComplete="off"
      />
    </Rows>
  )
}
