import type { FlowLog } from '../../../shared/flow.ts'
import { logTypes } from '../../../shared/log-type.ts'
import { useWords, words } from '../../i18n/words.ts'
import { timelineChoices, type TimelineFilter } from './timeline.ts'

interface TimelineFiltersProps {
  logs: readonly FlowLog[]
  filter: TimelineFilter
  onChange: (filter: TimelineFilter) => void
}

/** Narrows the log down to a kind of operation, to a person, or both. */
export function TimelineFilters({ logs, filter, onChange }: TimelineFiltersProps) {
  const t = useWords(words.flow)
  const labels = useWords(words.logType)
  const { types, operators } = timelineChoices(logs)
  return (
    <div className="filters">
      <select
        aria-label={t.filterByType}
        value={filter.type ?? ''}
        onChange={({ target }) =>
          onChange({ ...filter, type: logTypes.find((type) => type === target.value) ?? null })
        }
      >
        <option value="">{t.allTypes}</option>
        {types.map((type) => (
          <option key={type} value={type}>
            {type === 'unknown' ? t.otherTypes : labels[type]}
          </option>
        ))}
      </select>
      <select
        aria-label={t.filterByPerson}
        value={filter.operator ?? ''}
        onChange={({ target }) => onChange({ ...filter, operator: target.value || null })}
      >
        <option value="">{t.allPeople}</option>
        {operators.map((operator) => (
          <option key={operator} value={operator}>
            {operator}
          </option>
        ))}
      </select>
    </div>
  )
}
