import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import { orderPayload, toOrderBody, type Order } from './order.ts'
import type { EpochMs } from '#shared/rules/time.ts'

type ResaleOrder = Order & {
  /** When its contracts become usable. */
  validFrom: EpochMs
  /** When they expire. */
  validUntil: EpochMs
}

/**
 * Sells a package of contracts at a floor price (底价结算模式) to a corp, which must be verified.
 * @returns e签宝's id of the order; null if upstream does not send it
 * @throws ProblemError `order-repeated`, `input-refused`, `upstream-throttled`
 */
export const placeResaleOrder = {
  '2.0': {
    sdkName: 'resaleOrder',
    page: 'package-resale-2-reserve-price-settlement-mode',
    method: 'POST',
    path: '/v2.0/esign/orders/resale',
    beforeAuthorisation: true,
    refusals: { requestParamError: 'input-refused' },
  },
  '1.0': {
    sdkName: 'orderResale',
    page: 'package-resale-base-price-settlement-mode-1',
    method: 'POST',
    path: '/v1.0/esign/orders/resale',
    beforeAuthorisation: true,
    refusals: { [codeOfV1]: 'input-refused' },
  },
  call(ask, order: ResaleOrder) {
    const { validFrom, validUntil } = order
    const validity = { serviceStartTime: validFrom, serviceStopTime: validUntil }
    return ask({ body: { ...toOrderBody(order), ...validity } }, orderPayload)
  },
} satisfies Operation
