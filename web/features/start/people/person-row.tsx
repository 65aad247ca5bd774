import { X } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import type { ReactNode } from 'react'
import { useWords } from '#web/i18n/words.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { RuleText, ruleTextId } from '../rule-text.tsx'
import { entryId } from '../draft/start-issues.ts'
import { startWords } from '../start-words.ts'
import type { RowDrag } from '../files/use-row-drag.ts'

interface PersonRowProps {
  person: DraftPerson
  testId: string
  /** Stands before the name. */
  place?: string
  /** Where the order matters: by what the person is dragged, and what becomes of the row. */
  handle?: ReactNode
  dragProps?: ReturnType<RowDrag['rowProps']>
  /** Moves the person, where the order matters. */
  actions?: ReactNode
  onRemove: () => void
  children?: ReactNode
}

/** Somebody whom the draft names, and what is asked about them. */
export function PersonRow(props: PersonRowProps) {
  const { person, testId, place, handle, dragProps, actions, onRemove, children } = props
  const t = useWords(startWords)
  const id = entryId(person.key)
  const name = person.name.trim() === '' ? t.newPerson : person.name
  return (
    <li
      id={id}
      className="draft-row"
      tabIndex={-1}
      aria-describedby={ruleTextId(id)}
      data-testid={testId}
      {...dragProps}
    >
      <div className="draft-row-head">
        {handle}
        <div className="draft-row-name">
          <p>{name}</p>
          <p className="quiet">
            {place !== undefined && `${place} · `}
            {t[person.kind]}
          </p>
        </div>
        <div className="row-buttons">
          {actions}
          <button
            type="button"
            className="row-button"
            aria-label={t.remove({ name })}
            onClick={onRemove}
          >
            <Icon icon={X} />
          </button>
        </div>
      </div>
      <RuleText fieldId={id} />
      {children}
    </li>
  )
}
