import { ChevronDown, ChevronUp } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import { useWords } from '#web/i18n/words.ts'
import { startWords } from './start-words.ts'

interface MoveButtonsProps {
  name: string
  index: number
  count: number
  onMove: (to: number) => void
}

/** Moves an entry of a list up and down. */
export function MoveButtons({ name, index, count, onMove }: MoveButtonsProps) {
  const t = useWords(startWords)
  return (
    <>
      <button
        type="button"
        className="row-button"
        aria-label={t.moveUp({ name })}
        disabled={index === 0}
        onClick={() => onMove(index - 1)}
      >
        <Icon icon={ChevronUp} />
      </button>
      <button
        type="button"
        className="row-button"
        aria-label={t.moveDown({ name })}
        disabled={index === count - 1}
        onClick={() => onMove(index + 1)}
      >
        <Icon icon={ChevronDown} />
      </button>
    </>
  )
}
