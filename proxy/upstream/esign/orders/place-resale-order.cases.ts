import { expect } from 'vitest'
import { z } from 'zod'
import { initialise, inOrder, type EsignCase } from '#proxy/upstream/esign/testing/esign-case.ts'

const order = {
  orderId: 'ORDER-2',
  quantity: 50,
  orderedAt: 1_780_000_000_000,
  validFrom: 1_780_000_000_000,
  validUntil: 1_811_536_000_000,
}

export const placeResaleOrder: EsignCase = {
  sample: { esignOrderId: 'ES-1' },
  schema: z.string().nullable(),
  before: initialise,
  succeed: ({ esign, corpId }) => esign.placeResaleOrder(corpId, order),
  result: expect.stringMatching(/^ES/),
  refuse: inOrder(initialise, ({ esign, corpId }) =>
    esign.placeResaleOrder(corpId, { ...order, quantity: 0 }),
  ),
  problem: { '2.0': 'input-refused', '1.0': 'input-refused' },
}
