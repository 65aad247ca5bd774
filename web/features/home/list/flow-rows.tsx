import { memo } from 'react'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { VirtualRows } from '#web/components/list/virtual-rows.tsx'
import type { Choosing } from '../choose/choosing.ts'
import { flowPages } from './flow-list-query.ts'
import { ListedFlowRow } from './listed-flow-row.tsx'

/** A list in a column next to the contract that was chosen from it. */
export type ListColumnPlace = {
  /** The column's scroll container. */
  scroller: HTMLElement
  /** The task id of the contract next to it, or null. */
  current: string | null
}

/** The height of most rows, in root font sizes. */
const estimatedHeight = 4.75

/** Of rows with two lines alone. */
const shortHeight = 4.25

type FlowRowsProps = {
  /** Identifies the list; with another key, rows start at the top. */
  listKey: string
  flows: readonly ListedFlow[]
  /** The total number of rows; null if unknown. */
  total: number | null
  now: number
  /** Of the list. */
  scope: FlowScope
  /** The search text; empty for none. */
  q: string
  /** Whether a notice above the rows says that they are old. */
  isStale: boolean
  /** Null if the list is the page. */
  column: ListColumnPlace | null
  /** Null if the rows link to their flows. */
  choosing: Choosing | null
  /** Called with the indexes of the visible rows. */
  onView: (first: number, last: number) => void
}

/**
 * A virtual list of flows. Memoised, so that it does not rerender with every change of the page
 * around it.
 */
export const FlowRows = memo(function FlowRows(props: FlowRowsProps) {
  const { listKey, flows, total, now, scope, q, isStale, column, choosing, onView } = props
  const current = column?.current ?? null
  // What a search has found may stand in the further lines.
  const isShort = column !== null && q === ''
  return (
    <VirtualRows
      listKey={listKey}
      rows={flows}
      idOf={flowPages.idOf}
      total={total}
      estimatedHeight={isShort ? shortHeight : estimatedHeight}
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
            scope={scope}
            q={q}
            isCurrent={flow.taskId === current}
            isShort={isShort}
          />
        ) : (
          <choosing.parts.ChoosableRow
            flow={flow}
            now={now}
            scope={scope}
            q={q}
            isShort={isShort}
            choosing={choosing}
          />
        )
      }
    </VirtualRows>
  )
})
