import { useWords } from '#web/i18n/words.ts'
import { useStartForm } from './start-form.ts'
import { startWords } from './start-words.ts'

/** Id of the text that says what is wrong at an element. */
export const ruleTextId = (fieldId: string): string => `${fieldId}-rule`

/** What is wrong at an element of the form; nothing while nothing is. */
export function RuleText({ fieldId }: { fieldId: string }) {
  const t = useWords(startWords)
  const rule = useStartForm().ruleAt(fieldId)
  return (
    <p id={ruleTextId(fieldId)} className="rule-text" data-rule={rule ?? undefined}>
      {rule && t[rule]}
    </p>
  )
}
