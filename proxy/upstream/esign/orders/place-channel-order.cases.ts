import { expect } from 'vitest'
import { z } from 'zod'
import { initialise, inOrder, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

const order = {
  orderId: 'ORDER-1',
  quantity: 50,
  orderedAt: 1_780_000_000_000,
  itemCode: 'ITEM-1',
  itemName: '标准套餐',
  paidFen: 10_000,
}

export const placeChannelOrder: EsignCase = {
  sample: { esignOrderId: 'ES-1' },
  schema: z.string().nullable(),
  before: initialise,
  succeed: ({ esign, corpId }) => esign.placeChannelOrder(corpId, order),
  result: expect.stringMatching(/^ES/),
  refuse: inOrder(
    initialise,
    ({ esign, corpId }) => esign.placeChannelOrder(corpId, order),
    ({ esign, corpId }) => esign.placeChannelOrder(corpId, order),
  ),
  problem: { '2.0': 'order-repeated', '1.0': 'input-refused' },
}
