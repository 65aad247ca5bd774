import { z } from 'zod'
import { textValue } from '#proxy/upstream/esign/wire/upstream-values.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type Order = {
  /** Our own id; e签宝 accepts each only once. */
  orderId: string
  quantity: number
  orderedAt: EpochMs
}

export function toOrderBody({ orderId, quantity, orderedAt }: Order) {
  return { orderId, quantity, orderCreateTime: orderedAt }
}

/** e签宝's id of the order; null if upstream does not send it. */
export const orderPayload = z
  .object({ esignOrderId: textValue })
  .transform(({ esignOrderId }) => esignOrderId)
