import { newOutsider, put } from '../draft/draft-people.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { copiesAddId } from '../draft/start-issues.ts'
import { focusSoon } from '../focus-on.ts'
import { useStartForm } from '../start-form.ts'
import type { OpenForm } from '../use-opening.ts'
import { PersonSheet } from './person-sheet.tsx'
import { usePersonForm } from './use-person-form.ts'

type CopySheetProps = {
  /** Null for an outsider who is not in the draft yet. */
  copy: DraftPerson | null
} & OpenForm

/** A person who gets a copy. */
export function CopySheet({ copy, ...sheet }: CopySheetProps) {
  const { change } = useStartForm()
  const form = usePersonForm({
    initial: () => copy ?? newOutsider(),
    put: (draft, person) => ({ ...draft, copies: put(draft.copies, person) }),
    onSaved: sheet.onClose,
  })
  const remove = () => {
    const { key } = form.person
    change((draft) => ({ ...draft, copies: draft.copies.filter((other) => other.key !== key) }))
    focusSoon(copiesAddId)
  }
  return <PersonSheet {...sheet} form={form} needsOrganization={null} onRemove={copy && remove} />
}
