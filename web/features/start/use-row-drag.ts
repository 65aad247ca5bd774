import { type DragEvent, useState } from 'react'

/** What the rows of our lists are dragged as, so that files from outside are told from them. */
const dragType = 'application/x-list-row'

export interface RowDrag {
  /** For the handle of the row at an index. */
  handleProps: (index: number) => {
    draggable: true
    onDragStart: (event: DragEvent<HTMLElement>) => void
    onDragEnd: () => void
  }
  /** For the row itself. */
  rowProps: (index: number) => {
    onDragOver: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
    'data-drop': 'before' | 'after' | undefined
  }
}

/** Lets the rows of a list be dragged to other places, by a mouse. */
export function useRowDrag(onMove: (from: number, to: number) => void): RowDrag {
  const [from, setFrom] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const end = () => {
    setFrom(null)
    setOver(null)
  }
  return {
    handleProps: (index) => ({
      draggable: true,
      onDragStart: (event) => {
        event.dataTransfer.setData(dragType, String(index))
        event.dataTransfer.effectAllowed = 'move'
        const row = event.currentTarget.closest('li')
        if (row) event.dataTransfer.setDragImage(row, 16, 16)
        setFrom(index)
      },
      onDragEnd: end,
    }),
    rowProps: (index) => ({
      onDragOver: (event) => {
        if (from === null) return
        event.preventDefault()
        setOver(index)
      },
      onDrop: (event) => {
        if (from === null) return
        event.preventDefault()
        if (from !== index) onMove(from, index)
        end()
      },
      'data-drop':
        from === null || over !== index || from === index
          ? undefined
          : from < index
            ? 'after'
            : 'before',
    }),
  }
}
