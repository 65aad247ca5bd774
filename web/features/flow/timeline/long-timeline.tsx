import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { measureOnceLaidOut } from '#web/components/list/use-rows-virtualizer.ts'
import type { TimelineRow } from './timeline.ts'
import { DayName, TimelineLine } from './timeline-item.tsx'

type LongTimelineProps = {
  rows: readonly TimelineRow[]
  /** Keys of entries that have just arrived. */
  fresh: ReadonlySet<string>
  now: number
}

/** Estimated row heights, in CSS pixels at the default text size. */
const estimatedHeights = { day: 32, entry: 68 }

/** A timeline that renders only the rows near the screen. */
export function LongTimeline({ rows, fresh, now }: LongTimelineProps) {
  const list = useRef<HTMLOListElement>(null)
  const measured = useTopOf(list)
  const top = measured ?? 0
  // A new function would lay out all rows again.
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows])
  // No React compiler is used, and rows get no stale values.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer<HTMLLIElement>({
    // Rows for the wrong place would be rendered and measured for nothing.
    count: measured === null ? 0 : rows.length,
    estimateSize: (index) => {
      const row = rows[index]
      return row && 'day' in row ? estimatedHeights.day : estimatedHeights.entry
    },
    getItemKey,
    measureElement: measureOnceLaidOut,
    overscan: 5,
    scrollMargin: top,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]
  const last = items[items.length - 1]
  const shown = items.find(({ end }) => end > (virtualizer.scrollOffset ?? 0))
  return (
    <>
      {/* Sticky days work only if all rows are in the page. */}
      <p className="timeline-day is-topmost small" aria-hidden="true">
        {shown && <DayName day={dayOf(rows[shown.index])} now={now} />}
      </p>
      <ol
        ref={list}
        className="timeline is-long"
        data-testid="flow-timeline"
        style={{
          paddingTop: first ? first.start - top : 0,
          paddingBottom: last
            ? virtualizer.getTotalSize() - (last.end - top)
            : rows.length * estimatedHeights.entry,
        }}
      >
        {items.map(({ index, key }) => {
          const row = rows[index]
          return (
            row && (
              <TimelineLine
                key={key}
                row={row}
                isFresh={fresh.has(row.key)}
                now={now}
                index={index}
                of={rows.length}
                ref={virtualizer.measureElement}
              />
            )
          )
        })}
      </ol>
    </>
  )
}

function dayOf(row: TimelineRow | undefined): string | null {
  if (row === undefined) return null
  return 'day' in row ? row.day : row.entry.day
}

/**
 * Distance from the document's top to an element, updated as content above it grows; null in the
 * first render.
 */
function useTopOf(element: { current: Element | null }): number | null {
  const [top, setTop] = useState<number | null>(null)
  const measure = useRef(() => {
    if (element.current)
      setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY))
  })
  useLayoutEffect(() => measure.current())
  useEffect(() => {
    // Safari 13.0 has no ResizeObserver; there the value is updated with the next render.
    if (typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(() => measure.current())
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  return top
}
