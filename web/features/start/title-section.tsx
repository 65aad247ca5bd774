import { maxTitleLength } from '#shared/rules/start-flow-rules.ts'
import { TextAreaRow } from '#web/components/field/text-area-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { fieldIds } from './draft/start-issues.ts'
import { useStartForm } from './start-form.ts'
import { ruleWords } from './rule-words.ts'
import { startWords } from './start-words.ts'

export function TitleSection() {
  const t = useWords(startWords)
  const tRule = useWords(ruleWords)
  const { draft, launch, change, rulesAt, touch } = useStartForm()
  const [rule] = rulesAt(fieldIds.title)
  return (
    <Rows>
      <TextAreaRow
        id={fieldIds.title}
        label={launch === 'direct' ? t.title : t.titleOptional}
        placeholder={t.titlePlaceholder}
        rule={rule && tRule[rule]}
        maxLength={maxTitleLength}
        value={draft.title}
        onChange={(text) =>
          // It is one line, however many it takes.
          change((before) => ({ ...before, title: text.replace(/[\r\n]+/g, ' ') }))
        }
        onBlur={() => touch(fieldIds.title)}
      />
    </Rows>
  )
}
