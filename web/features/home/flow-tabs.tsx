import { useInfiniteQuery } from '@tanstack/react-query'
import Badge from 'antd-mobile/es/components/badge'
import { memo, useMemo } from 'react'
import { type FlowScope, flowScopes } from '#shared/rules/codes/flow-scope.ts'
import { Tabs } from '#web/components/tabs/tabs.tsx'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'
import { flowListQuery } from './list/flow-list-query.ts'
import { countText, waitingFilter } from './waiting-count.ts'

/** The id that connects the tabs and their panel. */
export const tabsId = 'flow-lists'

type FlowTabsProps = {
  /** Null until it is known which list to show first. */
  scope: FlowScope | null
  onChange: (change: { scope: FlowScope }) => void
}

/** Tabs for the lists: waiting for the person, started by the person, all. */
export const FlowTabs = memo(function FlowTabs({ scope, onChange }: FlowTabsProps) {
  const t = useWords(homeWords)
  const { data } = useInfiniteQuery(flowListQuery(waitingFilter))
  const waiting = countText(data)
  const tabs = useMemo(
    () =>
      flowScopes.map((key) => ({
        key,
        title:
          key === 'waiting' ? (
            <>
              {t[key]} {/* Keeps its space, so that the other tabs do not move. */}
              <Badge
                content={waiting ?? '\u00a0'}
                className={waiting === null ? 'is-awaited' : ''}
                aria-hidden={waiting === null}
              />
            </>
          ) : (
            t[key]
          ),
      })),
    [t, waiting],
  )
  return (
    <Tabs
      id={tabsId}
      label={t.lists}
      tabs={tabs}
      activeKey={scope}
      onChange={(key) => onChange({ scope: key })}
    />
  )
})
