import { type PointerEvent, useState } from 'react'

export type RowDrag = {
  /** Props for the handle of the row at an index; the handle must be inside its `li`. */
  handleProps: (index: number) => {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerUp: () => void
    onLostPointerCapture: () => void
  }
  /** Props for the row itself. */
  rowProps: (index: number) => {
    'data-drop': 'before' | 'after' | undefined
    'data-dragged': true | undefined
  }
}

/**
 * Lets the rows of a list be reordered by dragging with a mouse, a pen or a finger.
 * @param count of the rows that can be dragged; later items of the list stay last
 */
export function useRowDrag(count: number, onMove: (from: number, to: number) => void): RowDrag {
  const [drag, setDrag] = useState<{ from: number; over: number } | null>(null)
  return {
    handleProps: (index) => ({
      onPointerDown: (event) => {
        if (event.button !== 0 || drag !== null) return
        // Prevents text selection and focus.
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag({ from: index, over: index })
      },
      onPointerMove: ({ currentTarget, clientY }) => {
        if (drag === null) return
        const all = currentTarget.closest('li')?.parentElement?.children ?? []
        const rows = [...all].slice(0, count)
        const over = rowAt(rows, clientY)
        if (over === drag.over) return
        setDrag({ ...drag, over })
        // Scrolls while dragging.
        rows[over]?.scrollIntoView({ block: 'nearest' })
      },
      onPointerUp: () => {
        if (drag !== null && drag.over !== drag.from) onMove(drag.from, drag.over)
        setDrag(null)
      },
      onLostPointerCapture: () => setDrag(null),
    }),
    rowProps: (index) => ({
      'data-drop':
        drag === null || drag.over !== index || drag.from === index
          ? undefined
          : drag.from < index
            ? 'after'
            : 'before',
      'data-dragged': drag?.from === index || undefined,
    }),
  }
}

/** The row at a vertical position in the window, or the nearest. */
function rowAt(rows: readonly Element[], y: number): number {
  const index = rows.findIndex((row) => y < row.getBoundingClientRect().bottom)
  return index === -1 ? rows.length - 1 : index
}
