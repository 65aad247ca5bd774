import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import type { Order } from '#shared/schemas/corp/order.ts'
import { useTrouble } from '#web/api/http/use-trouble.ts'
import {
  corpChanged,
  deleteCorpData,
  moreCorpOrdersQuery,
  operatorCorpQuery,
  placeCorpOrder,
  refreshCorp,
} from '#web/api/queries/operator.ts'
import { errorWords } from '#web/components/failure/error-words.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { goBack } from '#web/components/page/navigation.ts'
import { PageHeader } from '#web/components/page/page-header.tsx'
import { PageNotUpdated } from '#web/components/page/page-not-updated.tsx'
import { PageSkeleton } from '#web/components/page/page-skeleton.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { TimeText } from '#web/components/time/time-text.tsx'
import { asFirst, useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { DeskCrumb } from '#web/widgets/desk/desk-crumb.tsx'
import { deskWords } from '#web/widgets/desk/desk-words.ts'
import { ListMore } from '#web/widgets/desk/list-more.tsx'
import { MarginFigures } from '#web/widgets/desk/margin-figures.tsx'
import { StateRow } from '#web/widgets/desk/state-row.tsx'
import { TypedAction } from '#web/widgets/desk/typed-action.tsx'
import { FailurePage } from '#web/widgets/failure-page/failure-page.tsx'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { NewOrderButton } from '#web/widgets/orders/new-order-button.tsx'
import { OrderRows } from '#web/widgets/orders/order-row.tsx'
import { orderWords } from '#web/widgets/orders/order-words.ts'
import { ConditionTag } from '../condition-tag.tsx'
import { operatorWords } from '../operator-words.ts'
import { RefusedCalls } from '../refused-calls.tsx'
import { useEventName } from '../use-event-name.ts'
import { CorpFacts } from './corp-facts.tsx'
import { CorpNeeds } from './corp-needs.tsx'
import { InitialiseCorp } from './initialise-corp.tsx'

const toList = () => goBack('/operator')

/** One organisation: its data, and what an operator can do for it. */
export function CorpDetails({ corpId }: { corpId: string }) {
  const t = useWords(operatorWords)
  const tDesk = useWords(deskWords)
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
        hasHome={false}
        head={
          <div className="operator-head desk-head">
            <DeskCrumb to="/operator" label={t.pageTitle} />
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
      </PageHeader>
      {refreshing.error && <FailureNote error={refreshing.error} />}
      {unread.length > 0 && <Unread unread={unread} />}
      <CorpNeeds view={data} />
      <Rows testId="corp-margin" header={<h2>{tDesk.margin}</h2>}>
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

type CorpOrdersProps = {
  corpId: string
  name: string
  orders: readonly Order[]
  /** The cursor of earlier orders; null if there are none. */
  moreOrders: string | null
  /** False if the organisation has stopped or uninstalled the app. */
  canOrder: boolean
}

/** Orders packages for the organisation and lists earlier orders with their outcomes. */
function CorpOrders({ corpId, name, orders, moreOrders, canOrder }: CorpOrdersProps) {
  const t = useWords(orderWords)
  return (
    <Rows
      testId="orders"
      header={<h2>{t.orders}</h2>}
      extra={
        canOrder && (
          <NewOrderButton
            onPlace={(client, order) => placeCorpOrder(client, corpId, order)}
            invalidates={[operatorCorpQuery(corpId).queryKey]}
            corpName={name}
          />
        )
      }
    >
      {orders.length === 0 && <Row>{t.ordersEmpty}</Row>}
      <OrderRows orders={orders} />
      {moreOrders !== null && <MoreCorpOrders corpId={corpId} from={moreOrders} />}
    </Rows>
  )
}

/** Older orders of an organisation, fetched on demand. */
function MoreCorpOrders({ corpId, from }: { corpId: string; from: string }) {
  const reading = useInfiniteQuery({ ...moreCorpOrdersQuery(corpId, from), enabled: false })
  const { data, hasNextPage, fetchNextPage } = reading
  return (
    <>
      {data && <OrderRows orders={data.pages.flatMap(({ orders }) => orders)} />}
      <ListMore
        reading={reading}
        hasMore={data === undefined || hasNextPage}
        onMore={fetchNextPage}
      />
    </>
  )
}

const eventTones = { waiting: 'active', done: 'good', superseded: 'quiet', failed: 'bad' } as const

/** DingTalk's events about the organisation, newest first. */
function CorpEvents({ events }: { events: OperatorCorpView['events'] }) {
  const t = useWords(operatorWords)
  const now = useNow()
  const eventName = useEventName()
  return (
    <Rows testId="corp-events" header={<h2>{t.events}</h2>}>
      {events.length === 0 && <Row>{t.eventsNone}</Row>}
      {events.map(({ type, bornAt, outcome }, index) => (
        <Row
          // Two events may have the same type and time, but their order does not change.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          description={<Moment time={bornAt} now={now} isFirst />}
          extra={<ToneTag tone={eventTones[outcome]}>{t[`outcome/${outcome}`]}</ToneTag>}
        >
          {eventName(type)}
        </Row>
      ))}
    </Rows>
  )
}

/** The organisation's state in e签宝. */
function CorpStateRows({ view }: { view: OperatorCorpView }) {
  const t = useWords(operatorWords)
  const tDesk = useWords(deskWords)
  const moment = useMoment(useNow())
  const { state, install, authorisation, realName, checkedAt, isInitialised } = view.corp
  const isRead = [install, authorisation, realName].some((each) => each !== null)
  // e签宝 tells it only when one tries; known ones are among what needs attention.
  const canTry = state === 'active' && isInitialised === null
  return (
    <Rows testId="corp-state" header={<h2>{t.state}</h2>}>
      <StateRow label={tDesk.install} status={install} />
      <StateRow label={tDesk.authorisation} status={authorisation} />
      <StateRow label={tDesk.realName} status={realName} />
      {((isRead && checkedAt !== null) || canTry) && (
        <li className="desk-gap">
          {isRead && checkedAt !== null && (
            <p className="desk-note">
              <TimeText time={checkedAt}>
                {asFirst(t.checkedAt({ time: moment(checkedAt) }))}
              </TimeText>
            </p>
          )}
          {canTry && <InitialiseCorp view={view} />}
        </li>
      )}
    </Rows>
  )
}

/**
 * Deletes everything stored about the organisation, after its id or name has been typed; says when
 * that was done.
 */
function DeleteData({ corp }: { corp: OperatorCorpView['corp'] }) {
  const t = useWords(operatorWords)
  const { cancel } = useWords(words.page)
  const moment = useMoment(useNow())
  const { corpId, name, dataDeletedAt } = corp
  if (dataDeletedAt !== null)
    return (
      <p className="desk-note">
        <TimeText time={dataDeletedAt}>{t.deletedAt({ time: moment(dataDeletedAt) })}</TimeText>
      </p>
    )
  return (
    <TypedAction
      label={t.delete}
      title={t.deleteTitle}
      field={{ id: 'delete-word', label: t.deleteField }}
      confirmLabel={t.deleteConfirm}
      cancelLabel={cancel}
      isDanger
      mayConfirm={(typed) => [corpId, name].includes(typed)}
      act={(client, typed) => deleteCorpData(client, corpId, typed)}
      onDone={(client) => {
        notify(t.deleted)
        return corpChanged(client, corpId)
      }}
    >
      {t.deleteWarning({ name: name ?? corpId })}
    </TypedAction>
  )
}
