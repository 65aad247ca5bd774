import type {
  ChannelOrderRequest,
  Order,
  Orders,
  ResaleOrderRequest,
} from '#shared/schemas/corp/order.ts'
import { possiblyDone } from '#proxy/upstream/dingtalk/client/possibly-done.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import { isPossiblyRepeated } from '#proxy/upstream/esign/wire/refusals.ts'
import { fromStore, persist, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { KeptOrder, NewOrder, OrderStore } from '#proxy/base/store/corps/order-store.ts'
import type { Clock } from '#shared/rules/time.ts'

type Buyer = Pick<SessionClaims, 'corpId' | 'userId' | 'name'>

/**
 * Orders packages for a corp. Each order is stored before it is placed. Sending an order again buys
 * nothing twice: e签宝 accepts each id once, and placed orders are answered from the journal. An
 * order counts as placed only if e签宝 confirmed this order, as its id may have been used by another
 * system.
 */
export type PackageOrders = {
  /**
   * @throws ProblemError `order-repeated` if the id belongs to another order, `outcome-unknown`,
   * and see `Esign.placeChannelOrder`
   */
  placeChannelOrder(buyer: Buyer, request: ChannelOrderRequest): Promise<Order>
  /** @throws ProblemError as `placeChannelOrder` does */
  placeResaleOrder(buyer: Buyer, request: ResaleOrderRequest): Promise<Order>
  /** Newest first. @throws ProblemError `invalid-request` for a cursor that is not ours */
  list(corpId: string, cursor: string | undefined): Promise<Orders>
}

export type PackageOrdersDeps = {
  esign: Pick<Esign, 'placeChannelOrder' | 'placeResaleOrder'>
  journal: OrderStore
  log: Pick<Logger, 'info' | 'warn'>
  now: Clock
}

const pageSize = 50

export function createPackageOrders({
  esign,
  journal,
  log,
  now,
}: PackageOrdersDeps): PackageOrders {
  const inFlight = new Map<string, Promise<Order>>()

  /** Concurrent requests for the same order share one answer. */
  function place(buyer: Buyer, what: Package, send: Send): Promise<Order> {
    const key = JSON.stringify([buyer.corpId, what])
    const shared = inFlight.get(key)
    if (shared !== undefined) return shared
    const placing = placeAlone(buyer, what, send).finally(() => inFlight.delete(key))
    inFlight.set(key, placing)
    return placing
  }

  async function placeAlone(buyer: Buyer, what: Package, send: Send): Promise<Order> {
    const { corpId, userId, name } = buyer
    const { orderId } = what
    const wanted: NewOrder = { ...what, userId, name, orderedAt: now() }
    const look = () => fromStore(journal.claim(corpId, wanted), storeMs)
    const { order, isNew } = await look()
    if (!isNew && !isSame(order, wanted)) {
      throw new ProblemError('order-repeated', 'Another order was already placed with this id.')
    }
    if (order.state === 'placed') return toOrder(order)
    const sent = await send(order).then(
      (esignOrderId) => ({ esignOrderId }),
      (error: unknown) => ({ error }),
    )
    if ('error' in sent) {
      const { error } = sent
      if (!isNew && isPossiblyRepeated(error)) {
        // Another instance may have received the answer meanwhile.
        const { order: kept } = await look()
        if (kept.state === 'placed') return toOrder(kept)
        throw outcomeUnknown(error)
      }
      if (possiblyDone(error)) throw outcomeUnknown(error)
      // The refusal of a repeated order says nothing about the first attempt.
      if (isNew) await noteRefused(corpId, orderId)
      throw error
    }
    const { esignOrderId } = sent
    log.info({ corpId, userId, orderId, quantity: order.quantity }, 'package ordered')
    const placed = { ...order, state: 'placed', esignOrderId } as const
    // It is placed, even if that cannot be stored.
    return toOrder(
      await fromStore(
        persist(() => journal.markPlaced(corpId, orderId, esignOrderId)),
        storeMs,
      ).catch((err: unknown) => {
        log.warn({ corpId, orderId, err }, 'placed order not stored')
        return placed
      }),
    )
  }

  async function noteRefused(corpId: string, orderId: string): Promise<void> {
    await fromStore(
      persist(() => journal.markRefused(corpId, orderId)),
      storeMs,
    ).catch((err: unknown) => {
      log.warn({ corpId, orderId, err }, 'refused order not stored')
    })
  }

  return {
    placeChannelOrder(buyer, { orderId, quantity, itemCode, itemName, paidFen }) {
      const product = { itemCode, itemName, paidFen }
      const what = { ...nothing, kind: 'channel', orderId, quantity, ...product } as const
      return place(buyer, what, ({ orderedAt }) =>
        esign.placeChannelOrder(buyer.corpId, { orderId, quantity, orderedAt, ...product }),
      )
    },
    placeResaleOrder(buyer, { orderId, quantity, validFrom, validUntil }) {
      const validity = { validFrom, validUntil }
      const what = { ...nothing, kind: 'resale', orderId, quantity, ...validity } as const
      return place(buyer, what, ({ orderedAt }) =>
        esign.placeResaleOrder(buyer.corpId, { orderId, quantity, orderedAt, ...validity }),
      )
    },
    async list(corpId, cursor) {
      const page = fromStore(journal.list(corpId, { cursor, limit: pageSize }), storeMs)
      const { items, nextCursor } = await page
      return { orders: items.map(toOrder), nextCursor }
    },
  }
}

function outcomeUnknown(cause: unknown): ProblemError {
  const title = 'e签宝 did not say whether it took this order.'
  return new ProblemError('outcome-unknown', title, { cause })
}

/** @returns e签宝's id of the order; null if it sends none */
type Send = (kept: KeptOrder) => Promise<string | null>

type Package = Omit<NewOrder, 'userId' | 'name' | 'orderedAt'>

const nothing = {
  itemCode: null,
  itemName: null,
  paidFen: null,
  validFrom: null,
  validUntil: null,
} as const

const orderedFields = [
  'kind',
  'quantity',
  'itemCode',
  'itemName',
  'paidFen',
  'validFrom',
  'validUntil',
] as const

function isSame(kept: KeptOrder, wanted: NewOrder): boolean {
  return orderedFields.every((field) => kept[field] === wanted[field])
}

function toOrder({ userId: _userId, name, ...order }: KeptOrder): Order {
  return { ...order, orderedBy: name }
}
