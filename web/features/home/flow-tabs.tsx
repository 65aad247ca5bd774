import { useInfiniteQuery } from '@tanstack/react-query'
import { type KeyboardEvent, memo, useRef } from 'react'
import { type FlowScope, flowScopes } from '#shared/flow-scope.ts'
import { useWords } from '#web/i18n/words.ts'
import { flowListQuery } from './list/flow-list-query.ts'
import { flowsOf } from './list/list-pages.ts'
import { homeWords } from './home-words.ts'

/** What belongs together: a tab, and the panel that it shows. */
export const tabId = (scope: FlowScope) => `tab-${scope}`
export const panelId = 'flow-panel'

const largestCount = 99

interface FlowTabsProps {
  scope: FlowScope
  onFilter: (change: { scope: FlowScope }) => void
}

/** Chooses the list: what waits for the person, what the person started, all. */
export const FlowTabs = memo(function FlowTabs({ scope, onFilter }: FlowTabsProps) {
  const t = useWords(homeWords)
  const list = useRef<HTMLDivElement>(null)
  const waiting = useWaitingCount()

  const move = (event: KeyboardEvent) => {
    const index = flowScopes.indexOf(scope)
    const last = flowScopes.length - 1
    const targets: Record<string, number> = {
      ArrowLeft: index === 0 ? last : index - 1,
      ArrowRight: index === last ? 0 : index + 1,
      Home: 0,
      End: last,
    }
    const next = flowScopes[targets[event.key] ?? -1]
    if (next === undefined) return
    event.preventDefault()
    onFilter({ scope: next })
    list.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus()
  }
  return (
    <div ref={list} className="flow-tabs" role="tablist" aria-label={t.lists}>
      {flowScopes.map((one) => (
        <button
          key={one}
          id={tabId(one)}
          type="button"
          role="tab"
          className="flow-tab"
          aria-selected={one === scope}
          aria-controls={panelId}
          tabIndex={one === scope ? 0 : -1}
          onClick={() => onFilter({ scope: one })}
          onKeyDown={move}
        >
          {t[one]}
          {one === 'waiting' && waiting !== null && (
            <>
              {' '}
              <span className="flow-tab-count">{waiting}</span>
            </>
          )}
        </button>
      ))}
    </div>
  )
})

/** How many contracts wait for the person: "3", "99+"; null for none, and while nobody knows. */
function useWaitingCount(): string | null {
  const { data } = useInfiniteQuery(flowListQuery({ scope: 'waiting', status: null, q: '' }))
  if (data === undefined) return null
  const count = flowsOf(data.pages).length
  if (count > largestCount) return `${largestCount}+`
  const isAll = data.pages[data.pages.length - 1]?.nextCursor === null
  return count === 0 ? null : `${count}${isAll ? '' : '+'}`
}
