import type { FlowFilter } from '#web/api/queries/flow-list.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'

interface EmptyListProps {
  filter: FlowFilter
  isAdmin: boolean
  onFilter: (change: Partial<FlowFilter>) => void
}

/** Says why there is nothing, and what to do about it. */
export function EmptyList({ filter, isAdmin, onFilter }: EmptyListProps) {
  const t = useWords(homeWords)
  const { scope, status, q } = filter
  const isNarrowed = q !== '' || status !== null
  const note = scope === 'all' && isAdmin ? 'allEmptyNoteAdmin' : (`${scope}EmptyNote` as const)
  return (
    <div className="empty-list">
      <p role="status">
        <strong>
          {q !== '' ? t.nothingFoundFor({ q }) : isNarrowed ? t.nothingFound : t[`${scope}Empty`]}
        </strong>
      </p>
      <p className="quiet">
        {q !== '' && t.nothingFoundNote}
        {!isNarrowed && t[note]}
      </p>
      {scope !== 'all' && (
        <button
          type="button"
          className="link-button"
          onClick={() => onFilter({ scope: 'all', status: null })}
        >
          {q === '' ? t.showAll : t.searchAll}
        </button>
      )}
      {isNarrowed && (
        <button
          type="button"
          className="link-button"
          onClick={() => onFilter({ status: null, q: '' })}
        >
          {t.clearFilter}
        </button>
      )}
    </div>
  )
}
