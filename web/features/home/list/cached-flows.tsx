import { queryOptions, useQuery } from '@tanstack/react-query'
import List from 'antd-mobile/es/components/list'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import { cached } from '#web/api/device-cache/device-cache.ts'
import { FailureBlock } from '#web/components/failure/failure-block.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'
import { ListNotice } from './list-notice.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { ListedFlowRow } from './listed-flow-row.tsx'

const cachedListQuery = (scope: FlowScope) =>
  queryOptions({
    queryKey: ['cached-list', scope],
    queryFn: ({ client }) => cached(client, `list/${scope}`),
    gcTime: 0,
  })

type CachedFlowsProps = {
  scope: FlowScope
  /** Why the list could not be read. */
  error: Error
  now: number
  onRetry: () => Promise<{ isError: boolean }>
}

/** A list that cannot be reached, as this device last read it; else why there is none. */
export function CachedFlows({ scope, error, now, onRetry }: CachedFlowsProps) {
  const t = useWords(homeWords)
  const { data, isPending } = useQuery(cachedListQuery(scope))
  if (isPending) return <ListSkeleton />
  if (data == null || data.list.flows.length === 0)
    return (
      <List mode="card">
        <FailureBlock error={error} onRetry={onRetry} />
      </List>
    )
  return (
    <>
      <ListNotice trouble={error} fetchedAt={data.at} now={now} onRefresh={onRetry} />
      <Rows label={t[scope]} testId="cached-list">
        {data.list.flows.map((flow) => (
          <li key={flow.taskId} data-testid="flow-row">
            <ListedFlowRow flow={flow} now={now} scope={scope} q="" isCurrent={false} />
          </li>
        ))}
      </Rows>
    </>
  )
}
