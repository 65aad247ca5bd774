import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { defaultRangeExtractor, type VirtualItem } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { afterFrame } from '#web/components/after-frame.ts'
import { savedScroll } from '#web/components/page/navigation.ts'
import { scrolledBy, topWithin, useRowsVirtualizer } from './use-rows-virtualizer.ts'
import './virtual-rows.css'

/** Overscan: rows rendered beyond the screen, after those on it. */
const beyond = 6

type VirtualRowsProps<Row> = {
  /** Identifies the list; with another key, rows start at the top. */
  listKey: string
  rows: readonly Row[]
  idOf: (row: Row) => string
  /** The total number of rows; null if unknown. */
  total: number | null
  /** The estimated row height in root font sizes, until a row is measured. */
  estimatedHeight: number
  /** The scroll container; null for the window. */
  scroller: HTMLElement | null
  /** Changes when content above the rows may change its height. */
  above: string
  /** Test ids of the list and of each row. */
  testId: string
  rowTestId: string
  /** Whether it is the body of a table, with the cells of a row as children. */
  isTable?: boolean
  /** Called with the indexes of the rows in view. */
  onView: (first: number, last: number) => void
  children: (row: Row) => ReactNode
}

/** A virtual list. It rerenders when `rows` or `children` change. */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>) {
  const { listKey, rows, idOf, total, estimatedHeight, scroller, above, onView, children } = props
  const { isTable = false } = props
  const [List, Item] = isTable ? (['tbody', 'tr'] as const) : (['ul', 'li'] as const)
  const client = useQueryClient()
  const list = useRef<HTMLElement>(null)
  // Restores the list after a visit to one of its rows.
  const [scroll] = useState(() => (scroller === null ? savedScroll() : null))
  const [left] = useState(() => (scroll === null ? null : savedList(client, listKey)))
  const [top, setTop] = useState(left?.top ?? known.top)
  const [focused, setFocused] = useState<number | null>(null)
  const [overscan, setOverscan] = useState(0)
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another list starts over
  useEffect(() => afterFrame(() => setOverscan(beyond)), [listKey])
  const [shownKey, setShownKey] = useState(listKey)
  const isOther = shownKey !== listKey
  if (isOther) {
    setShownKey(listKey)
    setFocused(null)
    setOverscan(0)
  }

  const virtualizer = useRowsVirtualizer(scroller, {
    count: rows.length,
    estimateSize: () => estimatedHeight * rootFontSize(),
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index]
        return row === undefined ? index : idOf(row)
      },
      [rows, idOf],
    ),
    overscan,
    scrollMargin: top,
    // New rows arrive at the start: they show if the list is at the top, and do not move a list
    // that was scrolled.
    anchorTo: scrolledBy(scroller) > top && !isOther ? 'end' : 'start',
    ...(scroll === null || left === null
      ? {}
      : { initialOffset: scroll, initialMeasurementsCache: left.measurements }),
    // A focused row stays rendered, because removing it would lose the focus.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      if (focused === null || focused >= rows.length || shown.includes(focused)) return shown
      return [...shown, focused].sort((a, b) => a - b)
    },
  })

  // Any of these may move the top of the list.
  const { isScrolling } = virtualizer
  useLayoutEffect(() => {
    const element = list.current
    if (element === null) return
    const measured = topWithin(scroller, element)
    known.top = measured
    if (Math.abs(measured - top) <= 1) return
    // Keeps rows in place when content above them appears or disappears.
    if (scroller !== null && scroller.scrollTop > 0) scroller.scrollBy(0, measured - top)
    setTop(measured)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- see above
  }, [scroller, top, rows, total, above, isScrolling])

  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {}
  useLayoutEffect(() => onView(startIndex, endIndex), [onView, startIndex, endIndex])

  const last = useRef({ listKey, top })
  useLayoutEffect(() => {
    if (last.current.listKey !== listKey) (scroller ?? window).scrollTo(0, 0)
    last.current = { listKey, top }
  }, [scroller, listKey, top])
  useLayoutEffect(() => {
    const element = list.current
    return () => {
      const focusedRow = element?.contains(document.activeElement)
        ? document.activeElement?.closest<HTMLElement>(row)
        : null
      saveList(client, {
        key: last.current.listKey,
        measurements: virtualizer.takeSnapshot(),
        top: last.current.top,
        focused: focusedRow?.dataset['rowId'] ?? null,
      })
    }
  }, [client, virtualizer])

  // Rows are rendered after the list.
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
    const next = rows[focused + step]
    if (next === undefined) return
    event.preventDefault()
    linkOf(list.current, idOf(next))?.focus()
  }
  const indexOf = (target: EventTarget) => {
    const of = target instanceof Element ? target.closest<HTMLElement>(row) : null
    return of === null ? null : Number(of.dataset['index'])
  }
  return (
    // The links are interactive; keys only move the focus between them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <List
      ref={(element: HTMLElement | null) => {
        list.current = element
        virtualizer.containerRef(element)
      }}
      className="virtual-rows"
      role={isTable ? 'rowgroup' : undefined}
      data-testid={props.testId}
      onKeyDown={move}
      onFocus={({ target }) => setFocused(indexOf(target))}
      onBlur={() => setFocused(null)}
    >
      {virtualizer.getVirtualItems().map(({ key, index }) => {
        const item = rows[index]
        if (item === undefined) return null
        const place = isTable
          ? // The first row is the head.
            { role: 'row', 'aria-rowindex': index + 2 }
          : { 'aria-setsize': total ?? -1, 'aria-posinset': index + 1 }
        return (
          <Item
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            data-row-id={idOf(item)}
            data-testid={props.rowTestId}
            {...place}
          >
            {children(item)}
          </Item>
        )
      })}
    </List>
  )
}

/** A row, in a list or in a table. */
const row = '[data-row-id]'

const known: { rootFontSize: number | null; top: number } = {
  rootFontSize: null,
  /** The top of the previous list, which is probably the same. */
  top: 0,
}

/** In pixels. Cached, because reading it forces a layout. */
function rootFontSize(): number {
  known.rootFontSize ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return known.rootFontSize
}

function linkOf(list: HTMLElement | null, id: string): HTMLElement | null {
  const wanted = `[data-row-id="${CSS.escape(id)}"]`
  return list?.querySelector<HTMLElement>(`${wanted} a, ${wanted} input`) ?? null
}

/** The state of a list when it was left. */
type SavedList = {
  /** Identifies the list. */
  key: string
  /** The measured row heights. */
  measurements: VirtualItem[]
  /** Distance from the page's top to the list, CSS pixels. */
  top: number
  /** The flow whose row had the focus, or null. */
  focused: string | null
}

const savedListKey = ['saved-list']

/** Saves the state of a list that is being left. Only one list is saved at a time. */
function saveList(client: QueryClient, list: SavedList): void {
  client.setQueryDefaults(savedListKey, { gcTime: Infinity, structuralSharing: false })
  client.setQueryData<SavedList>(savedListKey, list)
}

/** The saved state of this list; null if none or another list is saved. */
function savedList(client: QueryClient, key: string): SavedList | null {
  const left = client.getQueryData<SavedList>(savedListKey)
  return left?.key === key ? left : null
}
