import { describe, expect, it } from 'vitest'
import {
  emptyOrder,
  newOrder,
  type OrderDraft,
  toChannelOrder,
  toResaleOrder,
  wrongFields,
} from './order-draft.ts'

const channel: OrderDraft = {
  ...emptyOrder,
  orderId: 'ORDER-1',
  itemCode: 'ITEM',
  itemName: '合同 100 份',
  paid: '1234.56',
  quantity: '100',
  confirmedQuantity: '100',
}

const resale: OrderDraft = {
  ...channel,
  kind: 'resale',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
}

it('a new order has an id of the day, and another one each time', () => {
  const ids = new Set(Array.from({ length: 50 }, () => newOrder('resale').orderId))
  expect(ids.size).toBe(50)
  for (const id of ids) expect(id).toMatch(/^\d{8}-[A-Z2-9]{6}$/)
  expect(wrongFields(newOrder('channel'))).not.toContain('orderId')
})

describe('wrongFields', () => {
  it('accepts complete orders', () => {
    expect(wrongFields(channel)).toEqual([])
    expect(wrongFields(resale)).toEqual([])
    expect(wrongFields({ ...channel, itemName: ` ${'合'.repeat(128)} ` })).toEqual([])
  })

  it('requires only the fields of its kind', () => {
    const { kind: _kind, ...typed } = emptyOrder
    expect(wrongFields({ kind: 'channel', ...typed })).toEqual([
      'orderId',
      'itemCode',
      'itemName',
      'paid',
      'quantity',
    ])
    expect(wrongFields({ kind: 'resale', ...typed })).toEqual([
      'orderId',
      'validFrom',
      'validUntil',
      'quantity',
    ])
  })

  it.each<Partial<OrderDraft>>([
    { orderId: '-1' },
    { orderId: '订单' },
    { itemCode: 'x'.repeat(129) },
    { itemName: '合'.repeat(129) },
    { paid: '1.234' },
    { paid: '-1' },
    { quantity: '0', confirmedQuantity: '0' },
    { quantity: '1.5', confirmedQuantity: '1.5' },
    { quantity: '1000001', confirmedQuantity: '1000001' },
    { confirmedQuantity: '10' },
  ])('refuses %j', (change) => {
    expect(wrongFields({ ...channel, ...change })).toHaveLength(1)
  })

  it('refuses a last day before the first, and accepts a single day', () => {
    expect(wrongFields({ ...resale, validUntil: '2025-12-31' })).toEqual(['validUntil'])
    expect(wrongFields({ ...resale, validUntil: '2026-01-01' })).toEqual([])
  })
})

describe('an order to be sent', () => {
  it('has its amount in fen', () => {
    expect(toChannelOrder(channel).paidFen).toBe(123_456)
    expect(toChannelOrder({ ...channel, paid: '1.1' }).paidFen).toBe(110)
  })

  it('includes the whole last day', () => {
    const { validFrom, validUntil } = toResaleOrder(resale)
    expect(validFrom).toBe(new Date(2026, 0, 1).getTime())
    expect(validUntil).toBe(new Date(2027, 0, 1).getTime() - 1)
  })
})
