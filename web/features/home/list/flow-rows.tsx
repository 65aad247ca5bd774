import { memo } from 'react'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { VirtualRows } from '#web/components/list/virtual-rows.tsx'
import type { Choosing } from '../choose/choosing.ts'
import { flowPages } from './flow-list-query.ts'
import type { ListColumnPlace } from './list-column-place.ts'
import { ListedFlowRow } from './listed-flow-row.tsx'

/** How high most rows are, in root font sizes. */
const usualHeight = 5.75

interface FlowRowsProps {
  /** Names the list: rows of another one begin at the top. */
  listKey: string
  flows: readonly ListedFlow[]
  /** How many rows there are in all; null while nobody knows. */
  total: number | null
  now: number
  showsInitiator: boolean
  /** Whether a notice says that the rows are old; it stands above them. */
  isStale: boolean
  /** Null where the list is the page. */
  column: ListColumnPlace | null
  /** Null while the rows lead to their flows. */
  choosing: Choosing | null
  /** Tells which rows can be seen, by index. */
  onView: (first: number, last: number) => void
}

/** Any number of flows. They are drawn anew when there are others, not whenever the page around them is. */
export const FlowRows = memo(function FlowRows(props: FlowRowsProps) {
  const { listKey, flows, total, now, showsInitiator, isStale, column, choosing, onView } = props
  const current = column?.current ?? null
  return (
    <VirtualRows
      listKey={listKey}
      rows={flows}
      idOf={flowPages.idOf}
      total={total}
      usualHeight={usualHeight}
      scroller={column?.scroller ?? null}
      above={JSON.stringify([now, isStale, current])}
      testId="flow-list"
      rowTestId="flow-row"
      onView={onView}
    >
      {(flow) =>
        choosing === null ? (
          <ListedFlowRow
            flow={flow}
            now={now}
            showsInitiator={showsInitiator}
            isCurrent={flow.taskId === current}
          />
        ) : (
          <choosing.parts.ChoosableRow
            flow={flow}
            now={now}
            showsInitiator={showsInitiator}
            choosing={choosing}
          />
        )
      }
    </VirtualRows>
  )
})
