import { useMemo, useState } from 'react'
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

/** The list next to a contract. It does not change when another contract is chosen. */
export function ListColumn({ current }: ListColumnProps) {
  const t = useWords(homeWords)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [choice, changeChoice] = useColumnFilter()
  const column = useMemo(
    () => (scroller === null ? null : { scroller, current }),
    [scroller, current],
  )
  useLiveLists()
  return (
    <section ref={setScroller} className="list-column" aria-label={t.lists}>
      {column !== null && <FlowFinder choice={choice} onChange={changeChoice} column={column} />}
    </section>
  )
}
