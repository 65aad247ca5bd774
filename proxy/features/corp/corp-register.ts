import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { AuthInfo } from '#proxy/upstream/dingtalk/agent-ids.ts'
import type { MarketOrder } from '#proxy/upstream/dingtalk/suite-calls.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { CorpBook } from '#proxy/base/store/corps/corp-book.ts'
import { maxSkewMs, type CorpChange } from '#proxy/base/store/corps/corp-change.ts'
import type { CorpStandings } from './corp-standings.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

/** Keeps the table of organisations correct when events are lost. */
export type CorpRegister = {
  /**
   * Admits a sign-in. If the organisation stopped the app, DingTalk is asked, at most once a
   * minute, as the event of its return may be lost.
   * @throws ProblemError `corp-stopped`
   */
  admit(corpId: string): Promise<void>
  /**
   * Admits a call of a signed-in person. DingTalk is asked as for a sign-in, but in the background.
   * @throws ProblemError `corp-stopped`
   */
  requireActive(corpId: string): Promise<void>
  /** Notes a sign-in, in the background. DingTalk is asked until it has answered once. */
  noteSeen(corpId: string): void
  /**
   * Asks DingTalk in the background, at most once a minute, as an event came without its content.
   */
  noteIncomplete(corpId: string): void
  /**
   * Asks DingTalk whether the organisation has the app, whether it is enabled, and for the
   * organisation's name.
   * @param isRequested whether a person asks, who may know of a change: its tokens are then renewed
   * @throws ProblemError why DingTalk did not answer
   */
  look(corpId: string, isRequested?: boolean): Promise<void>
  /**
   * Recovers a lost purchase event: DingTalk lists no orders, but returns one by its id.
   * @throws ProblemError `market-order-not-found` unless this organisation has paid for it, and for
   * in-app or unlimited purchases, which are no subscription
   */
  lookAtOrder(corpId: string, orderId: string): Promise<void>
}

export type CorpRegisterDeps = {
  book: Pick<CorpBook, 'noteSeen' | 'standingOf'>
  updateCorp: (change: CorpChange, isRequested?: boolean) => Promise<unknown>
  standings: Pick<CorpStandings, 'of' | 'known' | 'requireActive'>
  /** Null for an internal app, for which DingTalk has no such call. */
  authInfoOf: ((corpId: string) => Promise<AuthInfo>) | null
  marketOrder: (orderId: string) => Promise<MarketOrder>
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
  monotonic: MonotonicClock
}

const maxCorps = 10_000
const seenAgainMs = 10 * 60_000
const askAgainMs = 60_000

/** The status of an order in DingTalk's market. */
const paid = 3

export function createCorpRegister(deps: CorpRegisterDeps): CorpRegister {
  const { book, updateCorp, standings, authInfoOf, marketOrder, log, now, monotonic } = deps
  const seenAt = boundedCache<string, number>(maxCorps)
  const askedAt = boundedCache<string, number>(maxCorps)
  const inFlight = new Map<string, Promise<void>>()

  async function look(corpId: string, isRequested = false): Promise<void> {
    if (authInfoOf === null) return
    // Our clock may be ahead of DingTalk's, and a newer event must win over the answer.
    const at = now() - maxSkewMs
    try {
      const { isEnabled, ...details } = await authInfoOf(corpId)
      const switched = isEnabled ?? undefined
      await updateCorp(
        { corpId, at, details, isAuthorised: true, isEnabled: switched },
        isRequested,
      )
    } catch (error) {
      const isGone = error instanceof ProblemError && error.code === 'corp-not-allowed'
      if (!isGone) throw error
      // Data are deleted some days after the organisation left, not after the latest look.
      const known = await fromStore(book.standingOf(corpId))
      if (known?.state === 'relieved') return
      await updateCorp({ corpId, at, isAuthorised: false })
    }
  }

  async function lookAtOrder(corpId: string, orderId: string): Promise<void> {
    const order = await marketOrder(orderId).catch((error: unknown) => {
      if (error instanceof ProblemError && error.code === 'upstream-rejected') return null
      throw error
    })
    if (order?.corpId !== corpId || order.status !== paid)
      throw new ProblemError('market-order-not-found', 'The organisation has no such paid order.')
    const { bizOrderId, itemName: item, endTimestamp: until, paidTimestamp: at } = order
    if (order.inAppOrder || until === null)
      throw new ProblemError(
        'market-order-not-found',
        'This order is not a subscription to the app.',
      )
    const purchase = { order: bizOrderId ?? orderId, at, item, until }
    await updateCorp({ corpId, at, event: 'market_order', purchase })
  }

  async function lookIfOut(corpId: string): Promise<void> {
    const { state } = await standings.of(corpId)
    if (state !== 'active') await lookOnceAMinute(corpId)
  }

  async function lookOnceAMinute(corpId: string): Promise<void> {
    const shared = inFlight.get(corpId)
    if (shared !== undefined) return shared
    if (monotonic() - (askedAt.get(corpId) ?? -Infinity) < askAgainMs) return
    askedAt.set(corpId, monotonic())
    const looking = look(corpId)
      .catch((err: unknown) => {
        log.info({ corpId, err }, 'organisation not checked in DingTalk')
      })
      .finally(() => inFlight.delete(corpId))
    inFlight.set(corpId, looking)
    await looking
  }

  async function seen(corpId: string): Promise<void> {
    const wasLookedAt = await fromStore(book.noteSeen(corpId, now()))
    if (!wasLookedAt) await look(corpId)
  }

  return {
    look,
    lookAtOrder,
    noteIncomplete: (corpId) => void lookOnceAMinute(corpId),
    async admit(corpId) {
      await standings.requireActive(corpId).catch(async () => {
        await lookIfOut(corpId)
        await standings.requireActive(corpId)
      })
    },
    requireActive(corpId) {
      if (standings.known(corpId).state !== 'active') void lookIfOut(corpId)
      return standings.requireActive(corpId)
    },
    noteSeen(corpId) {
      if (monotonic() - (seenAt.get(corpId) ?? -Infinity) < seenAgainMs) return
      seenAt.set(corpId, monotonic())
      seen(corpId).catch((err: unknown) => {
        seenAt.set(corpId, monotonic() - seenAgainMs + askAgainMs)
        log.warn({ corpId, err }, 'organisation not stored')
      })
    },
  }
}
