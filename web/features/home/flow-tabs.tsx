import { useInfiniteQuery } from '@tanstack/react-query'
import Badge from 'antd-mobile/es/components/badge'
import { memo, useMemo } from 'react'
import { type FlowScope, flowScopes } from '#shared/rules/codes/flow-scope.ts'
import { Tabs } from '#web/components/tabs/tabs.tsx'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'
import { flowListQuery } from './list/flow-list-query.ts'
import { countText, waitingFilter } from './waiting-count.ts'

/** What belongs together: the tabs, and the panel that they change. */
export const tabsId = 'flow-lists'

interface FlowTabsProps {
  /** Null as long as it is not known which list to show first. */
  scope: FlowScope | null
  onChange: (change: { scope: FlowScope }) => void
}

/** Chooses the list: what waits for the person, what the person started, all. */
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
              {t[key]} {/* Its place is kept, so that the other tabs stay where they are. */}
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
