import type { AuthInfo } from '#proxy/upstream/dingtalk/agent-ids.ts'
import type { MarketOrder } from '#proxy/upstream/dingtalk/suite-calls.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { CorpStore } from '#proxy/base/store/corps/corp-store.ts'
import { maxSkewMs, type CorpChange } from '#proxy/base/store/corps/corp-change.ts'
import type { Clock } from '#shared/rules/time.ts'

/** Reads organisations in DingTalk and stores what it answers, as events may be lost. */
export type CorpInDingTalk = {
  /**
   * Reads whether the organisation has the app, whether it is enabled, and the organisation's name.
   * @param isRequested whether a person asks, who may know of a change: its tokens are then renewed
   * @throws ProblemError why DingTalk did not answer
   */
  read(corpId: string, isRequested?: boolean): Promise<void>
  /**
   * Recovers a lost purchase event: DingTalk lists no orders, but returns one by its id.
   * @throws ProblemError `market-order-not-found` unless this organisation has paid for it, and for
   * in-app or unlimited purchases, which are no subscription
   */
  readOrder(corpId: string, orderId: string): Promise<void>
}

export type CorpInDingTalkDeps = {
  book: Pick<CorpStore, 'statusOf'>
  updateCorp: (change: CorpChange, isRequested?: boolean) => Promise<unknown>
  /** Null for an internal app, for which DingTalk has no such call. */
  authInfoOf: ((corpId: string) => Promise<AuthInfo>) | null
  marketOrder: (orderId: string) => Promise<MarketOrder>
  now: Clock
}

/** The status of an order in DingTalk's market. */
const paid = 3

export function createCorpInDingTalk(deps: CorpInDingTalkDeps): CorpInDingTalk {
  const { book, updateCorp, authInfoOf, marketOrder, now } = deps
  return {
    async read(corpId, isRequested = false) {
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
        // Data are deleted some days after the organisation left, not after it was last read.
        const known = await fromStore(book.statusOf(corpId))
        if (known?.state === 'relieved') return
        await updateCorp({ corpId, at, isAuthorised: false })
      }
    },

    async readOrder(corpId, orderId) {
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
    },
  }
}
