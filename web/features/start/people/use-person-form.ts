import { useState } from 'react'
import { useNow } from '#web/components/time/use-now.ts'
import { useStore } from '#web/components/use-store.ts'
import type { Draft, DraftPerson } from '../draft/draft.ts'
import {
  entryId,
  findIssues,
  isIssueOf,
  type PersonField,
  type StartRule,
} from '../draft/start-issues.ts'
import { focusSoon } from '../focus-on.ts'
import { useStartForm } from '../start-form.ts'

type PersonFormOptions<Person extends DraftPerson> = {
  /** Called once. */
  initial: () => Person
  /** Returns the draft with the edited person. */
  put: (draft: Draft, person: Person) => Draft
  onSaved: () => void
}

export type PersonForm<Person extends DraftPerson> = {
  person: Person
  change: (update: Partial<Person>) => void
  /** The issue to show for a field. */
  ruleAt: (field: PersonField) => StartRule | null
  /** The first issue to show that belongs to none of these fields. */
  ruleBesides: (fields: readonly PersonField[]) => StartRule | null
  /** Marks a field as left. */
  touch: (field: PersonField) => void
  /** Puts the person into the draft, or moves the focus to the first issue. */
  save: () => void
}

/**
 * A person being edited in a sheet. Issues are shown for fields that were edited and left, and for
 * all fields after a try to save or if the page shows them.
 */
export function usePersonForm<Person extends DraftPerson>({
  initial,
  put,
  onSaved,
}: PersonFormOptions<Person>): PersonForm<Person> {
  const { draft, launch, services, change, rulesAt } = useStartForm()
  const uploads = useStore(services.uploads.states)
  const now = useNow()
  const [person, setPerson] = useState(initial)
  const [left, setLeft] = useState<ReadonlySet<PersonField>>(new Set())
  // What the row of the page says is wrong is said at its field too.
  const [isRequested, setRequested] = useState(() => rulesAt(entryId(person.key)).length > 0)
  const issues = findIssues(put(draft, person), launch, uploads, now).filter((issue) =>
    isIssueOf(issue, entryId(person.key)),
  )
  return {
    person,
    change: (update) => setPerson((before) => ({ ...before, ...update })),
    ruleAt: (field) => {
      if (!isRequested && !left.has(field)) return null
      const fieldId = entryId(person.key, field)
      return issues.find((issue) => issue.fieldId === fieldId)?.rule ?? null
    },
    ruleBesides: (fields) => {
      if (!isRequested) return null
      const ids = new Set(fields.map((field) => entryId(person.key, field)))
      return issues.find(({ fieldId }) => !ids.has(fieldId))?.rule ?? null
    },
    touch: (field) => {
      if (Reflect.get(person, field) !== '') setLeft((before) => new Set(before).add(field))
    },
    save: () => {
      const [first] = issues
      if (first === undefined) {
        change((before) => put(before, person))
        onSaved()
        return
      }
      setRequested(true)
      focusSoon(first.fieldId)
    },
  }
}
