import { type ReactNode, useMemo, useState } from 'react'
import { TabPanel } from '#web/components/tabs/tabs.tsx'
import { FlowTabs, tabsId } from './flow-tabs.tsx'
import type { ListColumnPlace } from './list/flow-rows.tsx'
import { FilteredFlows } from './list/filtered-flows.tsx'
import { ListSkeleton } from './list/list-skeleton.tsx'
import { RefreshLists } from './list/refresh-lists.tsx'
import { ChosenConditions } from './search/chosen-conditions.tsx'
import { FilterButton } from './search/filter-button.tsx'
import type { ListChoice } from './search/flow-filter.ts'
import { FlowSearch } from './search/flow-search.tsx'
import './home.css'

type FlowFinderProps = {
  choice: ListChoice
  onChange: (change: Partial<ListChoice>) => void
  /** Rendered between the tabs and the list. */
  above?: ReactNode
  /** Null if the list is the page, which then scrolls. */
  column?: ListColumnPlace | null
}

/** Search, tabs and the selected list. */
export function FlowFinder(props: FlowFinderProps) {
  const { choice, onChange, above, column = null } = props
  const { scope, q } = choice
  // Selection mode belongs to the list, and its buttons stand next to the tabs or in their place.
  const [chooseHead, setChooseHead] = useState<HTMLElement | null>(null)
  const filter = useMemo(() => ({ ...choice, scope: scope ?? 'waiting' }), [choice, scope])
  return (
    <>
      <div className="finder-head">
        <FlowSearch q={q} onChange={onChange}>
          <FilterButton filter={filter} onFilter={onChange} />
          <RefreshLists />
        </FlowSearch>
        <div className="finder-tabs">
          <FlowTabs scope={scope} onChange={onChange} />
          <div ref={setChooseHead} className="choose-head" />
        </div>
      </div>
      <ChosenConditions filter={filter} onFilter={onChange} />
      {above}
      <TabPanel tabs={tabsId} activeKey={scope}>
        {scope === null ? (
          <ListSkeleton />
        ) : (
          <FilteredFlows
            filter={filter}
            onFilter={onChange}
            column={column}
            chooseHead={chooseHead}
          />
        )}
      </TabPanel>
    </>
  )
}
