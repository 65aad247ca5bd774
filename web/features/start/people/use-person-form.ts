import { useState } from 'react'
import { notify } from '#web/components/overlay/notify.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useStore } from '#web/components/use-store.ts'
import { useWords } from '#web/i18n/words.ts'
import type { Draft, DraftPerson } from '../draft/draft.ts'
import { entryId, findIssues, isAbout, type StartRule } from '../draft/start-issues.ts'
import { focusSoon } from '../focus-on.ts'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'

interface PersonFormOptions<Person extends DraftPerson> {
  /** Read once. */
  initial: () => Person
  /** The draft with the person as they were edited. */
  put: (draft: Draft, person: Person) => Draft
  onSaved: () => void
}

export interface PersonForm<Person extends DraftPerson> {
  person: Person
  change: (update: Partial<Person>) => void
  /** What is wrong in a field, or with the person as such, and worth telling now. */
  ruleAt: (field?: string) => StartRule | null
  /** Somebody has left a field. */
  touch: (field: string) => void
  /** Takes the person over into the draft, or leads to what is wrong. */
  save: () => void
}

/**
 * A person as they are edited in a sheet. What is wrong is told of fields that somebody has typed into
 * and left, and of all of them once somebody wants to be done.
 */
export function usePersonForm<Person extends DraftPerson>({
  initial,
  put,
  onSaved,
}: PersonFormOptions<Person>): PersonForm<Person> {
  const t = useWords(startWords)
  const { draft, launch, services, change } = useStartForm()
  const uploads = useStore(services.uploads.states)
  const now = useNow()
  const [person, setPerson] = useState(initial)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [isAsked, setAsked] = useState(false)
  const issues = findIssues(put(draft, person), launch, uploads, now).filter((issue) =>
    isAbout(issue, entryId(person.key)),
  )
  return {
    person,
    change: (update) => setPerson((before) => ({ ...before, ...update })),
    ruleAt: (field) => {
      if (!isAsked && !(field !== undefined && left.has(field))) return null
      const fieldId = entryId(person.key, field)
      return issues.find((issue) => issue.fieldId === fieldId)?.rule ?? null
    },
    touch: (field) => {
      if (Reflect.get(person, field) !== '') setLeft((before) => new Set(before).add(field))
    },
    save: () => {
      const [first] = issues
      if (first === undefined) {
        change((before) => put(before, person))
        notify(t.saved)
        onSaved()
        return
      }
      setAsked(true)
      focusSoon(first.fieldId)
    },
  }
}
