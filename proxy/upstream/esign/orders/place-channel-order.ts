import type { Operation } from '#proxy/upstream/esign/wire/operation.ts'
import { codeOfV1 } from '#proxy/upstream/esign/wire/refusals.ts'
import { orderPayload, toOrderBody, type Order } from './order.ts'

type ChannelOrder = Order & {
  /** The product as agreed with e签宝. */
  itemCode: string
  itemName: string
  /** Amount paid, in fen (分); for the record only. */
  paidFen: number
}

/**
 * Sells a package of contracts by shared profit (分润模式) to a corp, which must be verified.
 * @returns e签宝's id of the order; null if upstream does not send it
 * @throws ProblemError `order-repeated`, `input-refused`, `upstream-throttled`
 */
export const placeChannelOrder = {
  '2.0': {
    sdkName: 'channelOrders',
    page: 'package-resale-1-distribution-mode',
    method: 'POST',
    path: '/v2.0/esign/orders/channel',
    beforeAuthorisation: true,
    refusals: { requestParamError: 'input-refused' },
  },
  '1.0': {
    sdkName: 'channelOrder',
    page: 'package-resale-profit-distribution-model-1',
    method: 'POST',
    path: '/v1.0/esign/orders/channel',
    beforeAuthorisation: true,
    refusals: { [codeOfV1]: 'input-refused' },
  },
  call(ask, order: ChannelOrder) {
    const { itemCode, itemName, paidFen } = order
    const body = { ...toOrderBody(order), itemCode, itemName, payFee: paidFen }
    return ask({ body }, orderPayload)
  },
} satisfies Operation
