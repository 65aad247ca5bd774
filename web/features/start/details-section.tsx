import { timeZoneText } from '#web/i18n/time-format.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { localTimeText } from './draft/local-time-text.ts'
import { useStartForm } from './start-form.ts'
import { fieldIds } from './draft/start-issues.ts'
import { startWords } from './start-words.ts'
import { TextField } from './text-field.tsx'

/** What the contract is called. */
export function TitleSection() {
  const t = useWords(startWords)
  const { draft, launch, change } = useStartForm()
  return (
    <section className="card">
      <TextField
        id={fieldIds.title}
        label={launch === 'direct' ? t.title : t.titleOptional}
        placeholder={t.titlePlaceholder}
        value={draft.title}
        onChange={(title) => change((before) => ({ ...before, title }))}
      />
    </section>
  )
}

/** Until when it has to be signed. */
export function DeadlineSection() {
  const t = useWords(startWords)
  const { draft, change } = useStartForm()
  const now = useNow()
  const setDeadline = (deadline: string) => change((before) => ({ ...before, deadline }))
  return (
    <section className="card">
      <TextField
        id={fieldIds.deadline}
        type="datetime-local"
        label={t.deadlineOptional}
        value={draft.deadline}
        min={localTimeText(now)}
        onChange={setDeadline}
      />
      <p className="quiet note">
        {t.deadlineNote({ zone: timeZoneText(now) })}{' '}
        {draft.deadline !== '' && (
          <button type="button" className="small-link" onClick={() => setDeadline('')}>
            {t.deadlineClear}
          </button>
        )}
      </p>
    </section>
  )
}
