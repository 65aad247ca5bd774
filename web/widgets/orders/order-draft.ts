import type { ChannelOrderRequest, ResaleOrderRequest } from '#shared/schemas/corp/order.ts'

/** An order as typed. */
export type OrderDraft = {
  kind: 'channel' | 'resale'
  orderId: string
  itemCode: string
  itemName: string
  /** Yuan. */
  paid: string
  quantity: string
  confirmedQuantity: string
  /** The first day as the value of a date field: `2026-11-24`. */
  validFrom: string
  /** The last day, in the same form. */
  validUntil: string
}

export type OrderField = Exclude<keyof OrderDraft, 'kind'>

export const emptyOrder: OrderDraft = {
  kind: 'channel',
  orderId: '',
  itemCode: '',
  itemName: '',
  paid: '',
  quantity: '',
  confirmedQuantity: '',
  validFrom: '',
  validUntil: '',
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A proposal for the id of an order: the day by the device's clock, and six characters. */
function proposedOrderId(now: Date): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('')
  const drawn = crypto.getRandomValues(new Uint8Array(6))
  return `${day}-${Array.from(drawn, (byte) => letters[byte % letters.length]).join('')}`
}

/** An order with nothing but a proposed id. */
export function newOrder(kind: OrderDraft['kind']): OrderDraft {
  return { ...emptyOrder, kind, orderId: proposedOrderId(new Date()) }
}

/** The fields of each kind, in the order of the form. */
export const orderFields: Readonly<Record<OrderDraft['kind'], readonly OrderField[]>> = {
  channel: ['orderId', 'itemCode', 'itemName', 'paid', 'quantity', 'confirmedQuantity'],
  resale: ['orderId', 'validFrom', 'validUntil', 'quantity', 'confirmedQuantity'],
}

const maxContracts = 1_000_000

/** The longest code or name of an item, in UTF-16 units. */
const maxItemLength = 128

/** Midnight of a day by the device's clock, in epoch milliseconds; NaN without a day. */
function startOfDay(day: string, more = 0): number {
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined) return Number.NaN
  return new Date(year, month - 1, date + more).getTime()
}

function isRight(draft: OrderDraft, field: OrderField): boolean {
  switch (field) {
    case 'orderId':
      return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(draft.orderId)
    case 'itemCode':
    case 'itemName': {
      const { length } = draft[field].trim()
      return length > 0 && length <= maxItemLength
    }
    case 'paid':
      return /^\d{1,9}(\.\d{1,2})?$/.test(draft.paid.trim())
    case 'quantity': {
      const quantity = Number(draft.quantity)
      return /^\d+$/.test(draft.quantity.trim()) && quantity >= 1 && quantity <= maxContracts
    }
    case 'confirmedQuantity':
      return draft.confirmedQuantity.trim() === draft.quantity.trim()
    case 'validFrom':
      return !Number.isNaN(startOfDay(draft.validFrom))
    case 'validUntil':
      return startOfDay(draft.validUntil, 1) > startOfDay(draft.validFrom)
  }
}

/** The fields that are not valid yet. */
export function wrongFields(draft: OrderDraft): OrderField[] {
  return orderFields[draft.kind].filter((field) => !isRight(draft, field))
}

/** In fen, rounded to avoid binary fractions. */
function toFen(yuan: string): number {
  return Math.round(Number(yuan.trim()) * 100)
}

function common({ orderId, quantity, confirmedQuantity }: OrderDraft) {
  return {
    orderId,
    quantity: Number(quantity),
    confirmedQuantity: Number(confirmedQuantity),
  }
}

/** @param draft without wrong fields */
export function toChannelOrder(draft: OrderDraft): ChannelOrderRequest {
  const { itemCode, itemName, paid } = draft
  return {
    ...common(draft),
    itemCode: itemCode.trim(),
    itemName: itemName.trim(),
    paidFen: toFen(paid),
  }
}

/** The last day is included. @param draft without wrong fields */
export function toResaleOrder(draft: OrderDraft): ResaleOrderRequest {
  const { validFrom, validUntil } = draft
  return {
    ...common(draft),
    validFrom: startOfDay(validFrom),
    validUntil: startOfDay(validUntil, 1) - 1,
  }
}
