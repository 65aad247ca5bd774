import { GripVertical } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import { useWords } from '#web/i18n/words.ts'
import { startWords } from '../start-words.ts'
import type { RowDrag } from './use-row-drag.ts'

type DragHandleProps = {
  name: string
  index: number
  drag: RowDrag
}

/** Drags a row. The alternative to dragging are the move buttons. */
export function DragHandle({ name, index, drag }: DragHandleProps) {
  const t = useWords(startWords)
  return (
    <span className="drag-handle" title={t.dragToMove({ name })} {...drag.handleProps(index)}>
      <Icon icon={GripVertical} />
    </span>
  )
}
