import { useMemo } from 'react'
import { useWords } from '#web/i18n/words.ts'
import { logTypeWords } from './log-type-words.ts'
import { timelineWords } from './timeline-words.ts'
import { timelineChoices, type TimelineEntry, type TimelineFilter } from './timeline.ts'

interface TimelineFiltersProps {
  entries: readonly TimelineEntry[]
  filter: TimelineFilter
  /** Whether there is not yet enough to filter. */
  isDisabled: boolean
  /** Whether words can be sought; the browser itself finds them only in what is on the page. */
  hasSearch: boolean
  onChange: (filter: TimelineFilter) => void
}

/** Narrows the timeline down to a kind of operation, a person, words, or all of these. */
export function TimelineFilters(props: TimelineFiltersProps) {
  const { entries, filter, isDisabled, hasSearch, onChange } = props
  const t = useWords(timelineWords)
  const labels = useWords(logTypeWords)
  const { kinds, people } = useMemo(() => timelineChoices(entries), [entries])
  return (
    <div className="filters" role="search">
      {hasSearch && (
        <input
          type="search"
          enterKeyHint="search"
          aria-label={t.search}
          placeholder={t.search}
          value={filter.text}
          disabled={isDisabled}
          onChange={({ target }) => onChange({ ...filter, text: target.value })}
        />
      )}
      <select
        aria-label={t.filterByKind}
        disabled={isDisabled}
        value={filter.kind ?? ''}
        onChange={({ target }) =>
          onChange({ ...filter, kind: kinds.find((kind) => kind === target.value) ?? null })
        }
      >
        <option value="">{t.allKinds}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {kind === 'unknown' ? t.otherKinds : labels[kind]}
          </option>
        ))}
      </select>
      <select
        aria-label={t.filterByPerson}
        disabled={isDisabled}
        value={filter.person ?? ''}
        onChange={({ target }) => onChange({ ...filter, person: target.value || null })}
      >
        <option value="">{t.allPeople}</option>
        {people.map((person) => (
          <option key={person} value={person}>
            {person}
          </option>
        ))}
      </select>
    </div>
  )
}
