import { useState } from 'react'
import { InputRow } from '#web/components/field/input-row.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { timeZoneText } from '#web/i18n/time-format.ts'
import { useWords } from '#web/i18n/words.ts'
import { entryId, fieldIds } from '../draft/start-issues.ts'
import { EditSheet } from '../edit-sheet.tsx'
import { focusSoon } from '../focus-on.ts'
import { useStartForm } from '../start-form.ts'
import { ruleWords } from '../rule-words.ts'
import { startWords } from '../start-words.ts'
import type { OpenForm } from '../use-opening.ts'
import { quickDays, quickDeadline } from './quick-deadlines.ts'

/** The option for a custom deadline. */
const own = 'own'
const fieldId = entryId('deadline', own)

/** The deadline for signing: one of a few suggestions, or a custom time. */
export function DeadlineSheet(sheet: OpenForm) {
  const t = useWords(startWords)
  const tRule = useWords(ruleWords)
  const { draft, change, touch } = useStartForm()
  const now = useNow()
  const quick = quickDays.map((days) => ({ days, deadline: quickDeadline(days, now) }))
  const isQuick = (value: string) => value === '' || quick.some((one) => one.deadline === value)
  const [chosen, setChosen] = useState<string>(isQuick(draft.deadline) ? draft.deadline : own)
  const [typed, setTyped] = useState(draft.deadline)
  const [isRequested, setRequested] = useState(false)
  const rule = ruleOf(typed, now)
  const set = (deadline: string) => {
    touch(fieldIds.deadline)
    change((before) => ({ ...before, deadline }))
  }
  const done = () => {
    if (rule !== null) {
      setRequested(true)
      focusSoon(fieldId)
      return
    }
    set(typed)
    sheet.onClose()
  }
  return (
    <EditSheet {...sheet} title={t.deadline} isAtButton onDone={chosen === own ? done : null}>
      <RadioRows
        label={t.deadline}
        options={[
          { value: '', label: t.noDeadline },
          ...quick.map(({ days, deadline: value }) => ({
            value,
            label: t.days(days),
            description: <Moment time={new Date(value).getTime()} now={now} />,
          })),
          { value: own, label: t.ownDeadline },
        ]}
        value={chosen}
        onChange={(value) => {
          setChosen(value)
          if (value !== own) set(value)
        }}
        onPick={(value) => {
          if (value !== own) sheet.onClose()
        }}
      />
      {chosen === own && (
        <Rows label={t.ownDeadline}>
          <InputRow
            id={fieldId}
            type="datetime-local"
            label={t.deadlineField}
            note={t.deadlineNote({ zone: timeZoneText(now) })}
            rule={isRequested && rule && tRule[rule]}
            value={typed}
            onChange={setTyped}
          />
        </Rows>
      )}
    </EditSheet>
  )
}

function ruleOf(typed: string, now: number) {
  const time = new Date(typed).getTime()
  if (Number.isNaN(time)) return 'deadline-unreadable'
  return time <= now ? 'deadline-past' : null
}
