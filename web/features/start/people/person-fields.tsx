import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { entryId } from '../draft/start-issues.ts'
import { ruleWords } from '../rule-words.ts'
import { startWords } from '../start-words.ts'
import type { PersonForm } from './use-person-form.ts'

export type PersonField = 'name' | 'account' | 'organization'

interface PersonFieldsProps {
  form: Pick<PersonForm<DraftPerson>, 'person' | 'ruleAt' | 'touch'>
  onType: (field: PersonField, value: string) => void
  /** Whether the company must be named; null where nobody asks for one. */
  needsOrganization: boolean | null
}

/** How somebody outside is called and reached; a colleague is known already. */
export function PersonFields({ form, onType, needsOrganization }: PersonFieldsProps) {
  const t = useWords(startWords)
  const tRule = useWords(ruleWords)
  const { person, ruleAt, touch } = form
  if (person.kind !== 'outsider') return null
  const field = (name: PersonField) => {
    const rule = ruleAt(name)
    return {
      id: entryId(person.key, name),
      value: person[name],
      rule: rule && tRule[rule],
      autoComplete: 'off',
      onChange: (value: string) => onType(name, value),
      onBlur: () => touch(name),
    }
  }
  return (
    <Rows label={t.outsider}>
      <InputRow {...field('name')} label={t.name} required />
      <InputRow {...field('account')} label={t.account} inputMode="email" required />
      {needsOrganization !== null && (
        <InputRow
          {...field('organization')}
          label={needsOrganization ? t.organization : t.organizationOptional}
          required={needsOrganization}
        />
      )}
    </Rows>
  )
}
