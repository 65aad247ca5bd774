import { z } from 'zod'
import type { Upstream } from '#proxy/upstream/esign/wire/ask.ts'
import { textValue } from '#proxy/upstream/esign/payloads/upstream-values.ts'

type Order = {
  /** Our own id; e签宝 accepts each only once. */
  orderId: string
  /** How many contracts. */
  quantity: number
  /** Epoch milliseconds. */
  orderedAt: number
}

/** A package sold by shared profit (分润模式). */
export type ChannelOrder = Order & {
  /** The product as agreed with e签宝. */
  itemCode: string
  itemName: string
  /** Amount paid, in fen (分); for the record only. */
  paidFen: number
}

/** A package sold at a floor price (底价结算模式). */
export type ResaleOrder = Order & {
  /** When its contracts become usable, epoch milliseconds. */
  validFrom: number
  /** When they expire, epoch milliseconds. */
  validUntil: number
}

/** Packages of contracts sold to a corp, which must be verified. */
export type OrderCalls = {
  /**
   * Sells a package by shared profit (package-resale-1-distribution-mode).
   * @returns e签宝's id of the order; null if upstream does not send it
   * @throws ProblemError `order-repeated`, `input-refused`, `upstream-throttled`
   */
  placeChannelOrder(corpId: string, order: ChannelOrder): Promise<string | null>

  /**
   * Sells a package at a floor price (package-resale-2-reserve-price-settlement-mode).
   * @returns e签宝's id of the order; null if upstream does not send it
   * @throws ProblemError `order-repeated`, `input-refused`, `upstream-throttled`
   */
  placeResaleOrder(corpId: string, order: ResaleOrder): Promise<string | null>
}

const orderPayload = z
  .object({ esignOrderId: textValue })
  .transform(({ esignOrderId }) => esignOrderId)

export function createOrderCalls({ ask, operations }: Upstream): OrderCalls {
  return {
    placeChannelOrder(corpId, { orderId, quantity, orderedAt, itemCode, itemName, paidFen }) {
      const order = { orderId, quantity, orderCreateTime: orderedAt }
      const body = { ...order, itemCode, itemName, payFee: paidFen }
      return ask(corpId, operations.placeChannelOrder, { body }, orderPayload)
    },

    placeResaleOrder(corpId, { orderId, quantity, orderedAt, validFrom, validUntil }) {
      const order = { orderId, quantity, orderCreateTime: orderedAt }
      const body = { ...order, serviceStartTime: validFrom, serviceStopTime: validUntil }
      return ask(corpId, operations.placeResaleOrder, { body }, orderPayload)
    },
  }
}
