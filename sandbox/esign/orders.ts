import { randomBytes } from 'node:crypto'
import type { EsignCaller } from './caller.ts'
import { ownerKey } from './caller.ts'
import { requireDeveloper } from './corp.ts'
import { EsignRefusal } from './esign-codes.ts'

type Order = { orderId: string; quantity: number }

/**
 * Sells a package to the organisation, which adds to its margin. A repeated order id is refused.
 *
 * @returns e签宝's own order id
 */
export function placeOrder(caller: EsignCaller, { orderId, quantity }: Order): string {
  requireDeveloper(caller, 'getOpenIsvInfoError')
  if (!caller.corp.realNameVerified) throw new EsignRefusal('getResaleOrderInfoError')
  const { orders } = caller.world.state
  const key = `${ownerKey(caller)} ${orderId}`
  if (orders.has(key)) throw new EsignRefusal('doRepeatOrderError')
  const esignOrderId = `ES${randomBytes(8).toString('hex').toUpperCase()}`
  orders.set(key, esignOrderId)
  caller.corp.margin += quantity
  return esignOrderId
}

/** A package sold at a floor price, for a time (package-resale-2-reserve-price-settlement-mode). */
export function placeResaleOrder(
  caller: EsignCaller,
  order: Order & { serviceStartTime?: number | undefined; serviceStopTime: number },
): string {
  const from = order.serviceStartTime ?? caller.world.now()
  if (order.serviceStopTime <= from) throw new EsignRefusal('doResaleOrderError')
  return placeOrder(caller, order)
}
