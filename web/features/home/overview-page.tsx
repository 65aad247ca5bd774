import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { type FlowFilter, noConditions } from '#web/api/queries/flow-list.ts'
import { ChipLink, Chips } from '#web/components/chip/chip.tsx'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { Page } from '#web/components/page/page.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { DraftRow } from './draft-row.tsx'
import './home.css'
import { HomeNotices } from './home-notices.tsx'
import { homeWords } from './home-words.ts'
import { flowListQuery } from './list/flow-list-query.ts'
import { ListSkeleton } from './list/list-skeleton.tsx'
import { ListedFlowRow } from './list/listed-flow-row.tsx'
import { RecentFlows } from './recent-flows-list.tsx'
import { SampleFlows } from './sample-flows.tsx'
import { searchWithChoice } from './search/flow-filter.ts'
import { countText, waitingFilter } from './waiting-count.ts'

/** Nobody needs it once there are contracts. */
const FirstContract = lazyPart(async () => (await import('./first-contract.tsx')).FirstContract)

const dueFilter: FlowFilter = { ...noConditions, scope: 'all', q: '', due: 7, sort: 'deadline' }
const startedFilter: FlowFilter = { ...noConditions, scope: 'started', q: '' }
const allFilter: FlowFilter = { ...noConditions, scope: 'all', q: '' }

/** Shown next to the list while no contract is chosen. */
export function OverviewPage() {
  const t = useWords(homeWords)
  const isEmpty = useHasNothing()
  const isWaitingKnown = useIsKnown(waitingFilter)
  const isDueKnown = useIsKnown(dueFilter)
  const isStartedKnown = useIsKnown(startedFilter)
  // What stands below a list of unknown length is drawn after it, so that it does not move.
  const areListsKnown = isWaitingKnown && isDueKnown
  return (
    <Page title={t.pageTitle}>
      <h1 className="visually-hidden">{t.overview}</h1>
      <HomeNotices />
      <DraftRow />
      {isEmpty ? (
        <FirstContract placeholder={<ListSkeleton />} />
      ) : (
        <div className="columns is-even">
          <FlowsCard title={t.waiting} filter={waitingFilter} empty={t.waitingEmpty} />
          <FlowsCard title={t.dueSoon} filter={dueFilter} empty={t.dueEmpty} />
          {areListsKnown && <StartedCard />}
          {areListsKnown && <RecentFlows />}
        </div>
      )}
      {areListsKnown && isStartedKnown && <SampleFlows />}
    </Page>
  )
}

/** Whether a list was read, or could not be. */
function useIsKnown(filter: FlowFilter): boolean {
  return !useFlowList(filter).isPending
}

type FlowListResult = ReturnType<typeof useFlowList>

function useFlowList(filter: FlowFilter) {
  return useInfiniteQuery(flowListQuery(filter))
}

/** Whether every list is known to be empty. */
function useHasNothing(): boolean {
  const waiting = useFlowList(waitingFilter)
  const started = useFlowList(startedFilter)
  const isEmpty = ({ data }: typeof waiting) => data?.pages[0]?.flows.length === 0
  const mayBe = isEmpty(waiting) && isEmpty(started)
  const all = useInfiniteQuery({ ...flowListQuery(allFilter), enabled: mayBe })
  return mayBe && isEmpty(all)
}

const maxShown = 5

type FlowsCardProps = {
  title: string
  filter: FlowFilter
  /** Said of an empty list. */
  empty: string
}

/** The first contracts of a list, with their number. */
function FlowsCard({ title, filter, empty }: FlowsCardProps) {
  const now = useNow()
  const list = useFlowList(filter)
  const { data } = list
  const flows = data?.pages[0]?.flows.slice(0, maxShown) ?? []
  return (
    <OverviewCard title={title} count={countText(data)} list={list} empty={empty}>
      {flows.map((flow) => (
        <li key={flow.taskId}>
          <ListedFlowRow flow={flow} now={now} scope={filter.scope} q="" isCurrent={false} />
        </li>
      ))}
    </OverviewCard>
  )
}

/** How many of the requester's own contracts have each status, linked to the filtered list. */
function StartedCard() {
  const t = useWords(homeWords)
  const labels = useWords(words.status)
  const list = useFlowList(startedFilter)
  const { data } = list
  const counts = data?.pages[0]?.counts ?? {}
  const chips = flowStatuses.flatMap((status) => {
    const count = counts[status] ?? 0
    const to = `/?${searchWithChoice('', { ...startedFilter, status: [status] })}`
    return count === 0
      ? []
      : [<ChipLink key={status} to={to} label={`${labels[status]} ${count}`} />]
  })
  return (
    <OverviewCard title={t.started} count={null} list={list} empty={t.startedEmpty}>
      {chips.length > 0 && (
        <li className="overview-chips">
          <Chips label={t.started}>{chips}</Chips>
        </li>
      )}
    </OverviewCard>
  )
}

type OverviewCardProps = {
  title: string
  count: string | null
  list: FlowListResult
  /** Said of an empty list. */
  empty: string
  children: ReactNode
}

function OverviewCard({ title, count, list, empty, children }: OverviewCardProps) {
  const tError = useWords(errorWords)
  const { data, error, refetch } = list
  const isEmpty = data?.pages[0]?.flows.length === 0
  return (
    <Rows header={<h2>{title}</h2>} extra={<span className="quiet small">{count}</span>}>
      {data === undefined && error !== null && (
        <li className="overview-note quiet">
          {failureIn(error, tError).reason} <RetrySmall error={error} onRetry={refetch} />
        </li>
      )}
      {isEmpty ? <li className="overview-note quiet">{empty}</li> : children}
    </Rows>
  )
}
