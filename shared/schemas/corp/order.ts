import { z } from 'zod'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** A guard against mistyped quantities. */
const maxContracts = 1_000_000

const time = epochMs.int().positive().max(8.64e15)

const orderFields = {
  /** Our own id; each is placed at most once. */
  orderId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  quantity: z.number().int().min(1).max(maxContracts),
  /** The quantity, typed again to confirm the order. */
  confirmedQuantity: z.number().int(),
}

const isConfirmed = (order: { quantity: number; confirmedQuantity: number }) =>
  order.quantity === order.confirmedQuantity

/** Body of `POST /api/orders/channel`: a package sold by shared profit (分润模式). */
export const channelOrderRequestSchema = z
  .object({
    ...orderFields,
    /** The product as agreed with e签宝. */
    itemCode: z.string().trim().min(1).max(128),
    itemName: z.string().trim().min(1).max(128),
    /** Amount paid, in fen (分); for the record only. */
    paidFen: z.number().int().nonnegative(),
  })
  .refine(isConfirmed, { path: ['confirmedQuantity'] })

export type ChannelOrderRequest = z.infer<typeof channelOrderRequestSchema>

/** Body of `POST /api/orders/resale`: a package sold at a floor price (底价结算模式). */
export const resaleOrderRequestSchema = z
  .object({
    ...orderFields,
    /** When its contracts become usable. */
    validFrom: time,
    validUntil: time,
  })
  .refine(isConfirmed, { path: ['confirmedQuantity'] })
  .refine((order) => order.validFrom < order.validUntil, { path: ['validUntil'] })

export type ResaleOrderRequest = z.infer<typeof resaleOrderRequestSchema>

/**
 * An order and its outcome.
 * - `placed`: e签宝 accepted it.
 * - `refused`: e签宝 refused it; its id can be reused.
 * - `unknown`: e签宝's answer never arrived. Sending the same order again places it if it was not
 * accepted; if its id is taken, that proves nothing, and somebody has to ask e签宝.
 */
export const orderSchema = z.object({
  orderId: z.string(),
  kind: z.enum(['channel', 'resale']),
  state: z.enum(['placed', 'refused', 'unknown']),
  quantity: z.number().int(),
  /** Set for channel orders, like the name and the amount paid. */
  itemCode: z.string().nullable(),
  itemName: z.string().nullable(),
  paidFen: z.number().int().nullable(),
  /** Set for resale orders, like `validUntil`. */
  validFrom: epochMs.nullable(),
  validUntil: epochMs.nullable(),
  /** e签宝's id; null if unknown. */
  esignOrderId: z.string().nullable(),
  /** Name of the person who placed it. */
  orderedBy: z.string(),
  orderedAt: epochMs,
})

/** Answer of `POST /api/orders/channel` and `POST /api/orders/resale`. */
export type Order = z.infer<typeof orderSchema>

/** Answer of `GET /api/orders?cursor=`, for operators; newest first. */
export const ordersSchema = z.object({
  orders: z.array(orderSchema),
  /** Null on the last page. */
  nextCursor: z.string().nullable(),
})

export type Orders = z.infer<typeof ordersSchema>
