import Button from 'antd-mobile/es/components/button'
import type { ReactNode } from 'react'
import { useWords } from '#web/i18n/words.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { EditSheet } from '../edit-sheet.tsx'
import { ruleWords } from '../rule-words.ts'
import { startWords } from '../start-words.ts'
import { type PersonField, PersonFields } from './person-fields.tsx'
import type { PersonForm } from './use-person-form.ts'

interface PersonSheetProps {
  open: boolean
  onClose: () => void
  onLeave: () => void
  form: Pick<PersonForm<DraftPerson>, 'person' | 'ruleAt' | 'touch' | 'save'>
  onType: (field: PersonField, value: string) => void
  /** Whether the company must be named; null where nobody asks for one. */
  needsOrganization: boolean | null
  /** Null for somebody who is not in the draft yet. */
  onRemove: (() => void) | null
  /** What else is asked about them. */
  children?: ReactNode
}

/** A sheet about somebody whom the draft names. */
export function PersonSheet(props: PersonSheetProps) {
  const { open, onClose, onLeave, form, onType, needsOrganization, onRemove, children } = props
  const t = useWords(startWords)
  const tRule = useWords(ruleWords)
  const rule = form.ruleAt()
  const title = onRemove === null ? t.addOutsider : form.person.name.trim() || t.newPerson
  return (
    <EditSheet open={open} title={title} onClose={onClose} onLeave={onLeave} onDone={form.save}>
      {rule && (
        <p className="field-rule" role="alert">
          {tRule[rule]}
        </p>
      )}
      <PersonFields form={form} onType={onType} needsOrganization={needsOrganization} />
      {children}
      {onRemove && (
        <Button block fill="none" color="danger" onClick={onRemove}>
          {t.remove}
        </Button>
      )}
    </EditSheet>
  )
}
