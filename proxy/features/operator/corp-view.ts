import type { CorpTrouble } from '#shared/rules/codes/corp-codes.ts'
import type { OperatorCorp, OperatorCorpView } from '#shared/schemas/corp/operator.ts'
import { chinaOffsetMs, lastPerDay } from '#proxy/features/corp/margin-forecast.ts'
import { appLink } from '#proxy/upstream/dingtalk/app-link.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { PackageOrders } from '#proxy/features/orders/package-orders.ts'
import type { CorpListStore, CorpTimes, ListedCorp } from './corp-list-store.ts'
import type { MarginStore } from '#proxy/base/store/corps/margin-store.ts'
import type { EventStore } from '#proxy/base/store/corps/event-store.ts'
import type { RefusedCallStore } from '#proxy/base/store/corps/refused-call-store.ts'
import type { Clock } from '#shared/rules/time.ts'

export type CorpViewDeps = {
  list: Pick<CorpListStore, 'find'>
  margins: Pick<MarginStore, 'since'>
  orders: Pick<PackageOrders, 'list'>
  events: Pick<EventStore, 'latest'>
  refused: Pick<RefusedCallStore, 'of'>
  /** Where e签宝 posts its notices. */
  noticeUrl: string
  publicUrl: string
  /** Whether `RENEWAL_URL` is set. */
  hasRenewalLink: boolean
  /** Days until the data of a corp that gave up the app are deleted; null for never. */
  relievedDataDays: number | null
  now: Clock
}

const dayMs = 24 * 60 * 60_000

const marginMs = 90 * dayMs
const refusedDays = 7
const eventsShown = 20

/** The current time, and the start of the month in China's time zone. */
export function timesAt(now: number): CorpTimes {
  const there = new Date(now + chinaOffsetMs)
  const began = Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), 1)
  return { now, monthBegan: began - chinaOffsetMs }
}

/** The first of the last seven days. */
export function firstDayOf(now: number): number {
  return Math.floor(now / dayMs) - refusedDays + 1
}

/** An organisation as operators see it in their list. */
export function toOperatorCorp(corp: ListedCorp): OperatorCorp {
  return {
    corpId: corp.corpId,
    name: corp.name,
    state: corp.state,
    install: corp.install,
    authorisation: corp.authorisation,
    realName: corp.realName,
    contractsLeft: corp.contractsLeft,
    daysLeft: corp.daysLeft,
    boughtItem: corp.boughtItem,
    boughtUntil: corp.boughtUntil,
    flowsThisMonth: corp.flowsThisMonth,
    lastEvent: corp.lastEvent,
    lastEventAt: corp.lastEventAt,
    lastSeenAt: corp.lastSeenAt,
    since: corp.since,
    troubles: corp.troubles satisfies CorpTrouble[],
    condition: corp.condition,
  }
}

/**
 * Everything stored about one organisation, without calls upstream.
 * @throws ProblemError `corp-not-found`
 */
export async function viewCorp(
  corpId: string,
  deps: CorpViewDeps,
  unread: OperatorCorpView['unread'] = [],
): Promise<OperatorCorpView> {
  const { list, margins, orders, events, refused, relievedDataDays, now } = deps
  const { noticeUrl, publicUrl, hasRenewalLink } = deps
  const at = now()
  const found = await fromStore(list.find(corpId, timesAt(at)))
  if (found === null) throw corpNotFound()
  const [readings, placed, latest, refusals] = await Promise.all([
    fromStore(margins.since(corpId, at - marginMs)),
    orders.list(corpId, undefined),
    fromStore(events.latest(corpId, eventsShown)),
    fromStore(refused.of(corpId, firstDayOf(at))),
  ])
  const { dataDeletedAt } = found
  const isDeleted = dataDeletedAt !== null && dataDeletedAt >= found.sessionsFrom
  const isKept = found.state !== 'relieved' || relievedDataDays === null || isDeleted
  return {
    corp: {
      ...toOperatorCorp(found),
      agentId: found.agentId,
      isInitialised: found.isInitialised,
      admins: [...found.admins],
      checkedAt: found.checkedAt,
      missingScopes: [...found.missingScopes],
      dataUntil: isKept ? null : found.authorisedAt + relievedDataDays * dayMs,
      dataDeletedAt: isDeleted ? dataDeletedAt : null,
    },
    noticeUrl,
    adminLink: appLink(`${publicUrl}/admin?${new URLSearchParams({ corpId }).toString()}`),
    hasRenewalLink,
    margins: lastPerDay(readings),
    orders: placed.orders,
    moreOrders: placed.nextCursor,
    events: latest.map(({ type, bornAt, outcome }) => ({ type, bornAt, outcome })),
    refused: refusals,
    unread,
  }
}

export function corpNotFound(): ProblemError {
  return new ProblemError('corp-not-found', 'There is no such organisation.')
}
