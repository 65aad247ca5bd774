import { useInfiniteQuery, useIsFetching, useQueryClient } from '@tanstack/react-query'
import Badge from 'antd-mobile/es/components/badge'
import { RefreshCw } from 'lucide'
import { memo, useMemo, useState } from 'react'
import { type FlowScope, flowScopes } from '#shared/rules/codes/flow-scope.ts'
import { hasConditions } from '#web/api/queries/flow-list.ts'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { Chip, Chips } from '#web/components/chip/chip.tsx'
import { readAgain } from '#web/components/page/read-again.ts'
import { useRefresh } from '#web/components/page/use-refresh.ts'
import { isTouchScreen } from '#web/components/pull/pull-to-refresh.tsx'
import { TabPanel, Tabs } from '#web/components/tabs/tabs.tsx'
import { useIsWide } from '#web/components/use-is-wide.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { DraftRow } from './draft-row.tsx'
import { homeWords } from './home-words.ts'
import './home.css'
import { FilteredFlows } from './list/filtered-flows.tsx'
import { flowListQuery } from './list/flow-list-query.ts'
import type { ListColumnPlace } from './list/flow-rows.tsx'
import { ListSkeleton } from './list/list-skeleton.tsx'
import { FilterButton, type FilterProps } from './search/filter-button.tsx'
import type { ListChoice } from './search/flow-filter.ts'
import { FlowSearch } from './search/flow-search.tsx'
import { nameOfInitiator } from './search/name-of-initiator.ts'
import { countText, waitingFilter } from './waiting-count.ts'

type FlowFinderProps = {
  choice: ListChoice
  onChange: (change: Partial<ListChoice>) => void
  /** Null if the list is the page, which then scrolls. */
  column?: ListColumnPlace | null
}

/** Search, tabs and the selected list; beside a contract, the sidebar has the tabs. */
export function FlowFinder(props: FlowFinderProps) {
  const { choice, onChange, column = null } = props
  const { scope, q } = choice
  // Selection mode belongs to the list, and its buttons stand next to the tabs or the search.
  const [chooseHead, setChooseHead] = useState<HTMLElement | null>(null)
  const filter = useMemo(() => ({ ...choice, scope: scope ?? 'waiting' }), [choice, scope])
  const isWide = useIsWide(768)
  const chooseButtons = <div ref={setChooseHead} className="choose-head" />
  const list =
    scope === null ? (
      <ListSkeleton />
    ) : (
      <FilteredFlows filter={filter} onFilter={onChange} column={column} chooseHead={chooseHead} />
    )
  return (
    <>
      <div className="finder-head">
        <FlowSearch q={q} onChange={onChange} isNarrow={column !== null || !isWide}>
          <FilterButton filter={filter} onFilter={onChange} />
          {column === null ? <RefreshLists /> : chooseButtons}
        </FlowSearch>
        {column === null && (
          <div className="finder-tabs">
            <FlowTabs scope={scope} onChange={onChange} />
            {chooseButtons}
          </div>
        )}
      </div>
      <ChosenConditions filter={filter} onFilter={onChange} />
      {scope !== 'all' && q === '' && !hasConditions(choice) && <DraftRow />}
      {column === null ? (
        <TabPanel tabs={tabsId} activeKey={scope}>
          {list}
        </TabPanel>
      ) : (
        list
      )}
    </>
  )
}

/** The id that connects the tabs and their panel. */
const tabsId = 'flow-lists'

type FlowTabsProps = {
  /** Null until it is known which list to show first. */
  scope: FlowScope | null
  onChange: (change: { scope: FlowScope }) => void
}

/** Tabs for the lists: waiting for the person, started by the person, all. */
const FlowTabs = memo(function FlowTabs({ scope, onChange }: FlowTabsProps) {
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

/** Reads the lists on screen again, for people who cannot pull. */
function RefreshLists() {
  const t = useWords(words.page)
  const client = useQueryClient()
  const refresh = useRefresh(() => readAgain(client, [['flows']]))
  const isBusy = useIsFetching({ queryKey: ['flows'] }) > 0
  if (isTouchScreen()) return null
  return (
    <IconButton
      icon={RefreshCw}
      label={t.refresh}
      loading={false}
      isBusy={isBusy}
      onClick={() => void refresh()}
    />
  )
}

/** The chosen conditions, each of which a tap removes; nothing without any. */
function ChosenConditions({ filter, onFilter }: FilterProps) {
  const t = useWords(homeWords)
  const labels = useWords(words.status)
  const { data } = useInfiniteQuery({
    ...flowListQuery(filter),
    // The list itself reads it.
    enabled: false,
  })
  const { status, since, by, due, sort } = filter
  const initiator = nameOfInitiator(data, by)
  const chips = [
    ...status.map((one) => (
      <Chip
        key={one}
        label={labels[one]}
        onRemove={() => onFilter({ status: status.filter((other) => other !== one) })}
      />
    )),
    since !== null && (
      <Chip key="since" label={t.startedWithin(since)} onRemove={() => onFilter({ since: null })} />
    ),
    by !== null && (
      <Chip
        key="by"
        label={initiator === null ? t.initiator : t.startedBy({ name: initiator })}
        onRemove={() => onFilter({ by: null })}
      />
    ),
    due !== null && (
      <Chip key="due" label={t.dueWithin(due)} onRemove={() => onFilter({ due: null })} />
    ),
    sort !== null && (
      <Chip key="sort" label={t[`by-${sort}`]} onRemove={() => onFilter({ sort: null })} />
    ),
  ].filter((chip) => chip !== false)
  if (chips.length === 0) return null
  return <Chips label={t.chosenConditions}>{chips}</Chips>
}
