import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { operatorCorpQuery, refreshCorp } from '#web/api/queries/operator.ts'
import { MarginFigures } from '#web/widgets/desk/margin-figures.tsx'
import { errorWords } from '#web/components/failure/error-words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { goBack } from '#web/components/page/navigation.ts'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { useWords } from '#web/i18n/words.ts'
import { ConditionTag } from '../condition-tag.tsx'
import { CorpEvents } from './corp-events.tsx'
import { CorpFacts } from './corp-facts.tsx'
import { CorpNeeds } from './corp-needs.tsx'
import { CorpOrders } from './corp-orders.tsx'
import { CorpStateRows } from './corp-state-rows.tsx'
import { DeleteData } from './delete-data.tsx'
import { operatorWords } from '../operator-words.ts'
import { RefusedCalls } from '../refused-calls.tsx'

const toList = () => goBack('/operator')

/** One organisation: its data, and what an operator can do for it. */
export function CorpDetails({ corpId }: { corpId: string }) {
  const t = useWords(operatorWords)
  const { data, error, refetch, dataUpdatedAt } = useQuery(operatorCorpQuery(corpId))
  const trouble = useTrouble(data ? error : null, dataUpdatedAt || Infinity)
  const refreshing = useMutation({
    mutationFn: (_: void, { client }) => refreshCorp(client, corpId),
    onSuccess: ({ unread }) => {
      if (unread.length === 0) notify(t.refreshed)
    },
  })
  if (data === undefined)
    return error === null ? (
      <PageSkeleton />
    ) : (
      <FailurePage error={error} onRetry={refetch} home={{ label: t.back, onGo: toList }} />
    )
  const { corp, margins, orders, moreOrders, events, refused, unread } = data
  return (
    <div data-testid="corp-view">
      {trouble && <PageNotUpdated error={trouble} onRetry={refetch} />}
      <PageHeader
        head={
          <div className="operator-head">
            <h1 className="operator-title">
              <bdi>{corp.name ?? corpId}</bdi>
            </h1>
            <ConditionTag condition={corp.condition} />
          </div>
        }
      >
        <Button loading={refreshing.isPending} onClick={() => refreshing.mutate()}>
          {t.refresh}
        </Button>
        <Button fill="none" onClick={toList}>
          {t.back}
        </Button>
      </PageHeader>
      {refreshing.error && <FailureNote error={refreshing.error} />}
      {unread.length > 0 && <Unread unread={unread} />}
      <CorpNeeds view={data} />
      <Rows testId="corp-margin" header={<h2>{t.margin}</h2>}>
        <li className="desk-gap">
          <MarginFigures
            margin={{ ...corp, history: margins }}
            isLow={corp.troubles.includes('contracts-low')}
            unknown={t.leftUnknown}
          />
        </li>
      </Rows>
      <CorpOrders
        corpId={corpId}
        name={corp.name ?? corpId}
        orders={orders}
        moreOrders={moreOrders}
        canOrder={corp.state === 'active'}
      />
      <CorpStateRows view={data} />
      <CorpFacts corp={corp} />
      <CorpEvents events={events} />
      <RefusedCalls refused={refused} />
      {corp.state !== 'active' && <DeleteData corp={corp} />}
    </div>
  )
}

function Unread({ unread }: { unread: OperatorCorpView['unread'] }) {
  const t = useWords(operatorWords)
  const tError = useWords(errorWords)
  const what = unread.map((each) => t[`unread/${each.what}`]({ reason: tError[each.code] }))
  return (
    <Notice tone="warn" role="alert">
      {t.unread({ what: what.join(t.betweenThings) })}
    </Notice>
  )
}
