import type { ReactNode } from 'react'
import { TabPanel } from '#web/components/tabs/tabs.tsx'
import { FlowTabs, tabsId } from './flow-tabs.tsx'
import type { ListColumnPlace } from './list/flow-rows.tsx'
import { FilteredFlows } from './list/filtered-flows.tsx'
import { ListSkeleton } from './list/list-skeleton.tsx'
import type { ListChoice } from './search/flow-filter.ts'
import { FlowSearch } from './search/flow-search.tsx'
import './home.css'

interface FlowFinderProps {
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
  const { scope, q, status } = choice
  return (
    <>
      <div className="finder-head">
        <FlowSearch q={q} onChange={onChange} />
        <FlowTabs scope={scope} onChange={onChange} />
      </div>
      {above}
      <TabPanel tabs={tabsId} activeKey={scope}>
        {scope === null ? (
          <ListSkeleton />
        ) : (
          <FilteredFlows filter={{ scope, q, status }} onFilter={onChange} column={column} />
        )}
      </TabPanel>
    </>
  )
}
