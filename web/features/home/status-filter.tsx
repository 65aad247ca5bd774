import { type FlowStatus, flowStatuses } from '../../../shared/flow-status.ts'
import { useWords, words } from '../../i18n/words.ts'
import { homeWords } from './home-words.ts'

interface StatusFilterProps {
  status: FlowStatus | null
  onChange: (status: FlowStatus | null) => void
}

/** Narrows a list down to one status. */
export function StatusFilter({ status, onChange }: StatusFilterProps) {
  const t = useWords(homeWords)
  const labels = useWords(words.status)
  return (
    <select
      className="status-filter"
      aria-label={t.filterByStatus}
      value={status ?? ''}
      onChange={({ target }) =>
        onChange(flowStatuses.find((known) => known === target.value) ?? null)
      }
    >
      <option value="">{t.allStatuses}</option>
      {flowStatuses.map((one) => (
        <option key={one} value={one}>
          {one === 'unknown' ? t.otherStatuses : labels[one]}
        </option>
      ))}
    </select>
  )
}
