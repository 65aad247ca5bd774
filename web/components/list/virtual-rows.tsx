import { useQueryClient } from '@tanstack/react-query'
import { defaultRangeExtractor } from '@tanstack/react-virtual'
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
import { leftAt } from '#web/components/page/navigation.ts'
import { saveList, savedList } from './saved-list.ts'
import './virtual-rows.css'
import { scrolledBy, topWithin, useRowsVirtualizer } from './use-rows-virtualizer.ts'

/** How many rows are drawn beyond the screen, once those on it are there. */
const beyond = 6

interface VirtualRowsProps<Row> {
  /** Names the list: rows of another one begin at the top. */
  listKey: string
  rows: readonly Row[]
  idOf: (row: Row) => string
  /** How many rows there are in all; null while nobody knows. */
  total: number | null
  /** How high most rows are, in root font sizes; the row itself tells once it is shown. */
  usualHeight: number
  /** What scrolls them; null for the window. */
  scroller: HTMLElement | null
  /** Changes with what may change the height of what stands above the rows. */
  above: string
  /** Hooks for tests: the list, and each row. */
  testId: string
  rowTestId: string
  /** Tells which rows can be seen, by index. */
  onView: (first: number, last: number) => void
  /** What stands in a row. */
  children: (row: Row) => ReactNode
}

/**
 * Any number of rows, of which only those on screen are in the document. They are drawn anew when there
 * are others, or when what draws them is.
 */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>) {
  const { listKey, rows, idOf, total, usualHeight, scroller, above, onView, children } = props
  const client = useQueryClient()
  const list = useRef<HTMLUListElement>(null)
  // Where somebody comes back from one of them, the list is as it was left.
  const [scroll] = useState(() => (scroller === null ? leftAt() : null))
  const [left] = useState(() => (scroll === null ? null : savedList(client, listKey)))
  const [top, setTop] = useState(left?.top ?? known.top)
  const [focused, setFocused] = useState<number | null>(null)
  const [overscan, setOverscan] = useState(0)
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another list begins anew
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
    estimateSize: () => usualHeight * rootFontSize(),
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index]
        return row === undefined ? index : idOf(row)
      },
      [rows, idOf],
    ),
    overscan,
    scrollMargin: top,
    // New ones come in front. They are to be seen by who is there, and to move nothing for others.
    anchorTo: scrolledBy(scroller) > top && !isOther ? 'end' : 'start',
    ...(scroll === null || left === null
      ? {}
      : { initialOffset: scroll, initialMeasurementsCache: left.measurements }),
    // A row with the focus stays, wherever one scrolls, lest the focus is lost.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      if (focused === null || focused >= rows.length || shown.includes(focused)) return shown
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
    // Rows stay where they are when what stands above them comes or goes beside what was chosen.
    if (scroller !== null && scroller.scrollTop > 0) scroller.scrollBy(0, measured - top)
    setTop(measured)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- see above
  }, [scroller, top, rows, total, above, isScrolling])

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
        focused: row?.dataset['rowId'] ?? null,
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
    const next = rows[focused + step]
    if (next === undefined) return
    event.preventDefault()
    linkOf(list.current, idOf(next))?.focus()
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
      className="virtual-rows"
      data-testid={props.testId}
      onKeyDown={move}
      onFocus={({ target }) => setFocused(indexOf(target))}
      onBlur={() => setFocused(null)}
    >
      {virtualizer.getVirtualItems().map(({ key, index }) => {
        const row = rows[index]
        if (row === undefined) return null
        return (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            data-row-id={idOf(row)}
            data-testid={props.rowTestId}
            aria-setsize={total ?? -1}
            aria-posinset={index + 1}
          >
            {children(row)}
          </li>
        )
      })}
    </ul>
  )
}

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

function linkOf(list: HTMLElement | null, id: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"] :is(a, input)`) ?? null
}
