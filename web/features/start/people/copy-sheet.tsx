import { newOutsider, put } from '../draft/draft-people.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { copiesAddId } from '../draft/start-issues.ts'
import { focusSoon } from '../focus-on.ts'
import { useStartForm } from '../start-form.ts'
import { PersonSheet } from './person-sheet.tsx'
import { usePersonForm } from './use-person-form.ts'

interface CopySheetProps {
  open: boolean
  onClose: () => void
  onLeave: () => void
  /** Null for somebody outside who is not in the draft yet. */
  copy: DraftPerson | null
}

/** Somebody who gets a copy. */
export function CopySheet({ open, onClose, onLeave, copy }: CopySheetProps) {
  const { change } = useStartForm()
  const form = usePersonForm({
    initial: () => copy ?? newOutsider(),
    put: (draft, person) => ({ ...draft, copies: put(draft.copies, person) }),
    onSaved: onClose,
  })
  const remove = () => {
    const { key } = form.person
    change((draft) => ({ ...draft, copies: draft.copies.filter((other) => other.key !== key) }))
    focusSoon(copiesAddId)
  }
  return (
    <PersonSheet
      open={open}
      onClose={onClose}
      onLeave={onLeave}
      form={form}
      onType={(field, value) => form.change({ [field]: value })}
      needsOrganization={null}
      onRemove={copy && remove}
    />
  )
}
