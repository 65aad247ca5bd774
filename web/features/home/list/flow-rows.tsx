import { useQueryClient } from '@tanstack/react-query'
import { defaultRangeExtractor } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import { afterFrame } from '#web/components/after-frame.ts'
import { leftAt } from '#web/components/page/navigation.ts'
import type { Choosing } from '../choose/choosing.ts'
import type { ListColumn } from './list-column-place.ts'
import { saveList, savedList } from './saved-list.ts'
import { ListedFlowRow } from './listed-flow-row.tsx'
import { scrolledBy, topWithin, useRowsVirtualizer } from './use-rows-virtualizer.ts'

/** How high most rows are, in root font sizes; the row itself tells once it is shown. */
const usualHeight = 5.75

/** How many rows are drawn beyond the screen, once those on it are there. */
const beyond = 6

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
  column: ListColumn | null
  /** Null while the rows lead to their flows. */
  choosing: Choosing | null
  /** Tells which rows can be seen, by index. */
  onView: (first: number, last: number) => void
}

/**
 * Any number of flows, of which only those on screen are in the document. They are drawn anew when
 * there are others, not whenever the page around them is.
 */
export const FlowRows = memo(function FlowRows(props: FlowRowsProps) {
  const { listKey, flows, total, now, showsInitiator, isStale, column, choosing, onView } = props
  const scroller = column?.scroller ?? null
  const client = useQueryClient()
  const list = useRef<HTMLUListElement>(null)
  // Where somebody comes back from a flow, the list is as it was left.
  const [scroll] = useState(() => (scroller === null ? leftAt() : null))
  const [left] = useState(() => (scroll === null ? null : savedList(client, listKey)))
  const [top, setTop] = useState(left?.top ?? known.top)
  const [focused, setFocused] = useState<number | null>(null)
  const [overscan, setOverscan] = useState(0)
  useEffect(() => afterFrame(() => setOverscan(beyond)), [listKey])
  const [shownKey, setShownKey] = useState(listKey)
  const isOther = shownKey !== listKey
  if (isOther) {
    setShownKey(listKey)
    setFocused(null)
    setOverscan(0)
  }

  const virtualizer = useRowsVirtualizer(scroller, {
    count: flows.length,
    estimateSize: () => usualHeight * rootFontSize(),
    getItemKey: useCallback((index: number) => flows[index]?.taskId ?? index, [flows]),
    overscan,
    scrollMargin: top,
    // New flows come in front. They are to be seen by who is there, and to move nothing for others.
    anchorTo: scrolledBy(scroller) > top && !isOther ? 'end' : 'start',
    ...(scroll === null || left === null
      ? {}
      : { initialOffset: scroll, initialMeasurementsCache: left.measurements }),
    // A row with the focus stays, wherever one scrolls, lest the focus is lost.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      if (focused === null || focused >= flows.length || shown.includes(focused)) return shown
      return [...shown, focused].sort((a, b) => a - b)
    },
  })

  // What stands above the list may have changed its height with any of these.
  const { isScrolling } = virtualizer
  useLayoutEffect(() => {
    const element = list.current
    if (element === null) return
    const measured = topWithin(scroller, element)
    known.top = measured
    if (Math.abs(measured - top) <= 1) return
    // Rows stay where they are when what stands above them comes or goes beside a contract.
    if (scroller !== null && scroller.scrollTop > 0) scroller.scrollTop += measured - top
    setTop(measured)
  }, [scroller, column, top, flows, total, now, isStale, isScrolling])

  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {}
  useLayoutEffect(() => onView(startIndex, endIndex), [onView, startIndex, endIndex])

  const last = useRef({ listKey, top })
  useLayoutEffect(() => {
    last.current = { listKey, top }
  }, [listKey, top])
  useLayoutEffect(() => {
    const element = list.current
    return () => {
      const row = element?.contains(document.activeElement)
        ? document.activeElement?.closest('li')
        : null
      saveList(client, {
        key: last.current.listKey,
        measurements: virtualizer.takeSnapshot(),
        top: last.current.top,
        focused: row?.dataset['taskId'] ?? null,
      })
    }
  }, [client, virtualizer])

  // Rows come a moment after the list itself.
  const toFocus = useRef(left?.focused ?? null)
  useLayoutEffect(() => {
    const link = toFocus.current === null ? null : linkOf(list.current, toFocus.current)
    if (link === null) return
    toFocus.current = null
    link.focus({ preventScroll: true })
  })

  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || focused === null) return
    const next = flows[focused + step]
    if (next === undefined) return
    event.preventDefault()
    linkOf(list.current, next.taskId)?.focus()
  }
  const indexOf = (target: EventTarget) => {
    const row = target instanceof Element ? target.closest('li') : null
    return row === null ? null : Number(row.dataset['index'])
  }
  return (
    // Its links are interactive; the keys only move from one to another.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul
      ref={(element) => {
        list.current = element
        virtualizer.containerRef(element)
      }}
      className="listed-flows"
      data-testid="flow-list"
      onKeyDown={move}
      onFocus={({ target }) => setFocused(indexOf(target))}
      onBlur={() => setFocused(null)}
    >
      {virtualizer.getVirtualItems().map(({ key, index }) => {
        const flow = flows[index]
        if (flow === undefined) return null
        return (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            data-task-id={flow.taskId}
            data-testid="flow-row"
            aria-setsize={total ?? -1}
            aria-posinset={index + 1}
          >
            {choosing === null ? (
              <ListedFlowRow
                flow={flow}
                now={now}
                showsInitiator={showsInitiator}
                isCurrent={flow.taskId === column?.current}
              />
            ) : (
              <choosing.parts.ChoosableRow
                flow={flow}
                now={now}
                showsInitiator={showsInitiator}
                choosing={choosing}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
})

const known: { rootFontSize: number | null; top: number } = {
  rootFontSize: null,
  /** Where the list before began, which the next one is likely to. */
  top: 0,
}

/** In pixels. To look at it makes the browser lay out the page, so it is looked at once. */
function rootFontSize(): number {
  known.rootFontSize ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return known.rootFontSize
}

function linkOf(list: HTMLElement | null, taskId: string): HTMLElement | null {
  return (
    list?.querySelector<HTMLElement>(`[data-task-id="${CSS.escape(taskId)}"] :is(a, input)`) ?? null
  )
}
