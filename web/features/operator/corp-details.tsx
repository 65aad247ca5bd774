import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { OperatorCorpView } from '#shared/schemas/operator.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import { type CorpChoice, operatorCorpQuery, refreshCorp } from '#web/api/queries/operator.ts'
import { MarginFigures } from '#web/components/desk/margin-figures.tsx'
import { errorWords } from '#web/components/failure/error-words.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { FailurePage } from '#web/components/failure/failure-page.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { goBack } from '#web/components/page/navigation.ts'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { PageBar } from '#web/components/page/page-bar.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { useWords } from '#web/i18n/words.ts'
import { AddPurchase } from './add-purchase.tsx'
import { CorpEvents } from './corp-events.tsx'
import { CorpFacts } from './corp-facts.tsx'
import { CorpOrders } from './corp-orders.tsx'
import { CorpStateRows } from './corp-state-rows.tsx'
import { StateTag } from './corp-row.tsx'
import { DeleteData } from './delete-data.tsx'
import { deskPath } from './desk-path.ts'
import { operatorWords } from './operator-words.ts'
import { RefusedCalls } from './refused-calls.tsx'

interface CorpDetailsProps {
  corpId: string
  choice: CorpChoice
  /** Whether the list is next to it. */
  isBeside: boolean
}

/** One organisation: its data, and what an operator can do for it. */
export function CorpDetails({ corpId, choice, isBeside }: CorpDetailsProps) {
  const t = useWords(operatorWords)
  const { data, error, refetch, dataUpdatedAt } = useQuery(operatorCorpQuery(corpId))
  const trouble = useTrouble(data ? error : null, dataUpdatedAt || Infinity)
  const refreshing = useMutation({
    mutationFn: (_: void, { client }) => refreshCorp(client, corpId),
    onSuccess: ({ unread }) => {
      if (unread.length === 0) notify(t.refreshed)
    },
  })
  const toList = () => goBack(deskPath(null, choice))
  const Title = isBeside ? 'h2' : 'h1'
  if (data === undefined)
    return error === null ? (
      <PageSkeleton />
    ) : (
      <FailurePage
        error={error}
        onRetry={refetch}
        heading={Title}
        home={{ label: t.back, onGo: toList }}
      />
    )
  const { corp, noticeUrl, margins, orders, moreOrders, events, refused, unread } = data
  const refresh = (
    <Button loading={refreshing.isPending} onClick={() => refreshing.mutate()}>
      {t.refresh}
    </Button>
  )
  return (
    <div data-testid="corp-view">
      {trouble && <PageNotUpdated onRetry={refetch} />}
      <div className="operator-head">
        <Title className="operator-title">{corp.name ?? corpId}</Title>
        <StateTag state={corp.state} />
        {isBeside && <span className="operator-head-action">{refresh}</span>}
      </div>
      {refreshing.error && <FailureNote error={refreshing.error} />}
      {unread.length > 0 && <Unread unread={unread} />}
      <Troubles corp={corp} />
      <CorpStateRows corp={corp} noticeUrl={noticeUrl} />
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
      <CorpFacts corp={corp} />
      {corp.boughtUntil !== null && <AddPurchase corpId={corpId} />}
      <CorpEvents events={events} />
      <RefusedCalls refused={refused} />
      {corp.state !== 'active' && <DeleteData corp={corp} />}
      {!isBeside && (
        <PageBar>
          {refresh}
          <Button fill="none" onClick={toList}>
            {t.back}
          </Button>
        </PageBar>
      )}
    </div>
  )
}

type Corp = OperatorCorpView['corp']

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

/** The organisation's problems, and how to fix them. */
function Troubles({ corp }: { corp: Corp }) {
  const t = useWords(operatorWords)
  if (corp.troubles.length === 0) return null
  return (
    <Rows testId="troubles" header={<h2>{t.troubles}</h2>}>
      {corp.troubles.map((trouble) => (
        <Row
          key={trouble}
          description={
            <>
              {/* Without the app, nobody can do what the sentences say. */}
              {corp.state === 'active' && t[`mend/${trouble}`]}
              {trouble === 'permissions-missing' && (
                <span className="operator-scopes">{corp.missingScopes.join(' ')}</span>
              )}
            </>
          }
        >
          <span className="operator-trouble">{t[`filter/${trouble}`]}</span>
        </Row>
      ))}
    </Rows>
  )
}
