import { useWords } from '#web/i18n/words.ts'
import { useStartForm } from './start-form.ts'
import { ruleWords } from './rule-words.ts'

/** The issues of a row of the form; renders nothing without any. */
export function Rules({ id }: { id: string }) {
  const t = useWords(ruleWords)
  return useStartForm()
    .rulesAt(id)
    .map((rule) => (
      <p key={rule} className={rule === 'file-under-way' ? 'quiet' : 'field-rule'} data-rule={rule}>
        {t[rule]}
      </p>
    ))
}
