import { useEffect, useMemo, useState } from 'react'
import { useWords } from '#web/i18n/words.ts'
import { FlowFinder } from './flow-finder.tsx'
import './home.css'
import { homeWords } from './home-words.ts'
import { useColumnFilter } from './search/use-flow-filter.ts'
import { useLiveLists } from './use-live-lists.ts'

type ListColumnProps = {
  /** The task id of the contract next to the list; null for none. */
  current: string | null
}

/** What takes keys itself. */
const fields = 'input, textarea, select, [role=dialog]'

/** The list next to a contract; the key `/` leads to its search. It does not change when another contract is chosen. */
export function ListColumn({ current }: ListColumnProps) {
  const t = useWords(homeWords)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [choice, changeChoice] = useColumnFilter()
  const column = useMemo(
    () => (scroller === null ? null : { scroller, current }),
    [scroller, current],
  )
  useLiveLists()
  useEffect(() => {
    const search = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey } = event
      const isTyping = target instanceof Element && target.closest(fields) !== null
      if (key !== '/' || ctrlKey || metaKey || altKey || isTyping) return
      event.preventDefault()
      scroller?.querySelector<HTMLElement>('input[type=search]')?.focus()
    }
    document.addEventListener('keydown', search)
    return () => document.removeEventListener('keydown', search)
  }, [scroller])
  return (
    <section ref={setScroller} className="list-column" aria-label={t.lists}>
      {column !== null && <FlowFinder choice={choice} onChange={changeChoice} column={column} />}
    </section>
  )
}
