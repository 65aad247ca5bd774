import Button, { type ButtonRef } from 'antd-mobile/es/components/button'
import { useRef } from 'react'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { useOperatorName } from './log-names.ts'
import type { TimelineEntry, TimelineFilter } from './timeline.ts'

// Lazy, because most logs are short and need no search.
const SearchField = lazyPart(
  async () => (await import('#web/components/field/search-field.tsx')).SearchField,
)

const Chip = lazyPart(async () => (await import('#web/components/chip/chip.tsx')).Chip)

type TimelineFiltersProps = {
  entries: readonly TimelineEntry[]
  filter: TimelineFilter
  /** Whether there are too few entries to filter yet. */
  isDisabled: boolean
  /** Whether to offer a search: the browser's own does not find rows of a virtual list. */
  hasSearch: boolean
  onChange: (filter: TimelineFilter) => void
}

/** Filters the timeline by what was done, a person, words, or all of these. */
export function TimelineFilters(props: TimelineFiltersProps) {
  const { entries, filter, isDisabled, hasSearch, onChange } = props
  const t = useWords(words.timeline)
  const nameOf = useOperatorName()
  const sheet = useSheet(() => import('./filter-sheet.tsx'))
  const filterButton = useRef<ButtonRef>(null)
  const remove = (change: Partial<TimelineFilter>) => {
    onChange({ ...filter, ...change })
    // The focused element is gone.
    filterButton.current?.nativeElement?.focus({ preventScroll: true })
  }
  const chip = (label: string, without: Partial<TimelineFilter>) => (
    <Chip
      label={label}
      name={t.withoutFilter({ name: label })}
      onRemove={() => remove(without)}
      placeholder={null}
    />
  )
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
        <Button
          ref={filterButton}
          size="small"
          fill="none"
          color="primary"
          loading="auto"
          onClick={sheet.show}
        >
          {t.filter}
        </Button>
      </div>
      {filter.group !== null && chip(t[filter.group], { group: null })}
      {filter.person !== null && chip(nameOf(filter.person), { person: null })}
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
