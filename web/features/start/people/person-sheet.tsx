import Button from 'antd-mobile/es/components/button'
import type { ReactNode } from 'react'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { entryId } from '../draft/start-issues.ts'
import { EditSheet } from '../edit-sheet.tsx'
import { ruleWords } from '../rule-words.ts'
import { startWords } from '../start-words.ts'
import type { OpenForm } from '../use-opening.ts'
import type { PersonForm } from './use-person-form.ts'

type PersonFieldsProps = {
  form: PersonForm<DraftPerson>
  /** Whether the company is required; null to leave the field out. */
  needsOrganization: boolean | null
}

type PersonSheetProps = {
  /** Null for a person who is not in the draft yet. */
  onRemove: (() => void) | null
  /** Further fields. */
  children?: ReactNode
} & OpenForm &
  PersonFieldsProps

/** A sheet to edit a person of the draft. */
export function PersonSheet(props: PersonSheetProps) {
  const { form, needsOrganization, onRemove, children, ...sheet } = props
  const t = useWords(startWords)
  const tRule = useWords(ruleWords)
  const rule = form.ruleAt()
  const title = onRemove === null ? t.addOutsider : form.person.name.trim() || t.newPerson
  return (
    <EditSheet {...sheet} title={title} onDone={form.save}>
      {rule && (
        <p className="field-rule" role="alert">
          {tRule[rule]}
        </p>
      )}
      <PersonFields form={form} needsOrganization={needsOrganization} />
      {children}
      {onRemove && (
        <Button block fill="none" color="danger" onClick={onRemove}>
          {t.remove}
        </Button>
      )}
    </EditSheet>
  )
}

/** Name and contact of an outsider; those of a colleague are known already. */
function PersonFields({ form, needsOrganization }: PersonFieldsProps) {
  const t = useWords(startWords)
  const tRule = useWords(ruleWords)
  const { person, ruleAt, touch, change } = form
  if (person.kind !== 'outsider') return null
  const field = (name: 'name' | 'account' | 'organization') => {
    const rule = ruleAt(name)
    return {
      id: entryId(person.key, name),
      value: person[name],
      rule: rule && tRule[rule],
      autoComplete: 'off',
      onChange: (value: string) => change({ [name]: value }),
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
