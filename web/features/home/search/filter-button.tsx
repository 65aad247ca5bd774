import { ListFilter } from 'lucide'
import { memo } from 'react'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { type FlowFilter, hasConditions } from '#web/api/queries/flow-list.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

export type FilterProps = {
  filter: FlowFilter
  onFilter: (change: Partial<FlowFilter>) => void
}

/** Opens the choice of conditions, with a dot while there are any. */
export const FilterButton = memo(function FilterButton({ filter, onFilter }: FilterProps) {
  const t = useWords(homeWords)
  const sheet = useSheet(() => import('./filter-sheet.tsx'))
  return (
    <>
      <span className={`filter-button${hasConditions(filter) ? ' has-dot' : ''}`}>
        <IconButton icon={ListFilter} label={t.filter} onClick={sheet.show} />
      </span>
      {sheet.part && (
        <sheet.part.FilterSheet {...sheet.props} filter={filter} onFilter={onFilter} />
      )}
    </>
  )
})
