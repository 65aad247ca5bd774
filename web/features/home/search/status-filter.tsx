import { memo } from 'react'
import { type FlowStatus, flowStatuses } from '#shared/flow-status.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

interface StatusFilterProps {
  status: FlowStatus | null
  onFilter: (change: { status: FlowStatus | null }) => void
}

/** Narrows a list down to one status. */
export const StatusFilter = memo(function StatusFilter({ status, onFilter }: StatusFilterProps) {
  const t = useWords(homeWords)
  const labels = useWords(words.status)
  return (
    <select
      className="status-filter"
      aria-label={t.filterByStatus}
      value={status ?? ''}
      onChange={({ target }) =>
        onFilter({ status: flowStatuses.find((known) => known === target.value) ?? null })
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
})
