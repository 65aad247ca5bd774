import Input from 'antd-mobile/es/components/input'
import List from 'antd-mobile/es/components/list'
import { useId } from 'react'
import { reminderLimits } from '#shared/rules/reminder-limits.ts'
import '#web/components/field/form-row.css'
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
  const id = useId()
  return (
    <Rows label={note}>
      <li>
        <List.Item>
          <label className="visually-hidden" htmlFor={id}>
            {note}
          </label>
          <Input
            id={id}
            value={value}
            onChange={onChange}
            placeholder={note}
            maxLength={reminderLimits.noteLength}
            autoComplete="off"
            clearable={false}
          />
          {value.length >= reminderLimits.noteLength * 0.8 && (
            <p className="form-row-count">
              {value.length}/{reminderLimits.noteLength}
            </p>
          )}
        </List.Item>
      </li>
    </Rows>
  )
}
