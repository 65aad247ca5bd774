import Button, { type ButtonRef } from 'antd-mobile/es/components/button'
import { X } from 'lucide'
import { useRef } from 'react'
import { Icon } from '#web/components/icon.ts'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { useKindLabel, useOperatorName } from './log-names.ts'
import type { TimelineEntry, TimelineFilter } from './timeline.ts'

// Lazy, because most logs are short and need no search.
const SearchField = lazyPart(
  async () => (await import('#web/components/field/search-field.tsx')).SearchField,
)

interface TimelineFiltersProps {
  entries: readonly TimelineEntry[]
  filter: TimelineFilter
  /** Whether there are too few entries to filter yet. */
  isDisabled: boolean
  /** Whether to offer a search: the browser's own does not find rows of a virtual list. */
  hasSearch: boolean
  onChange: (filter: TimelineFilter) => void
}

/** Filters the timeline by a kind of operation, a person, words, or all of these. */
export function TimelineFilters(props: TimelineFiltersProps) {
  const { entries, filter, isDisabled, hasSearch, onChange } = props
  const t = useWords(words.timeline)
  const labelOf = useKindLabel()
  const nameOf = useOperatorName()
  const sheet = useSheet(() => import('./filter-sheet.tsx'))
  const filterButton = useRef<ButtonRef>(null)
  const remove = (change: Partial<TimelineFilter>) => {
    onChange({ ...filter, ...change })
    // The focused element is gone.
    filterButton.current?.nativeElement?.focus({ preventScroll: true })
  }
  return (
    <fieldset
      className={hasSearch ? 'timeline-filters has-search' : 'timeline-filters'}
      disabled={isDisabled}
    >
      <div className="timeline-search">
        {hasSearch && (
          <SearchField
            label={t.search}
            value={filter.text}
            onChange={(text) => onChange({ ...filter, text })}
            placeholder={null}
          />
        )}
        <Button ref={filterButton} size="small" loading="auto" onClick={sheet.show}>
          {t.filter}
        </Button>
      </div>
      {filter.kind !== null && (
        <Chip name={labelOf(filter.kind)} onRemove={() => remove({ kind: null })} />
      )}
      {filter.person !== null && (
        <Chip name={nameOf(filter.person)} onRemove={() => remove({ person: null })} />
      )}
      {sheet.part && (
        <sheet.part.FilterSheet
          entries={entries}
          filter={filter}
          onChange={onChange}
          {...sheet.props}
        />
      )}
    </fieldset>
  )
}

function Chip({ name, onRemove }: { name: string; onRemove: () => void }) {
  const t = useWords(words.timeline)
  return (
    <Button
      className="timeline-chip"
      size="small"
      fill="outline"
      aria-label={t.withoutFilter({ name })}
      onClick={onRemove}
    >
      {name} <Icon icon={X} className="row-icon" />
    </Button>
  )
}
