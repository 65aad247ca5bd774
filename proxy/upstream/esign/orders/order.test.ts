import { describe, expect, it } from 'vitest'
import { answering, refusing, wrapped } from '#proxy/upstream/esign/testing/played-esign.ts'

const channelOrder = {
  orderId: 'ours-1',
  quantity: 10,
  orderedAt: 1_616_743_240_000,
  itemCode: 'item-1',
  itemName: '合同 10 份',
  paidFen: 9900,
}

const resaleOrder = {
  orderId: 'ours-2',
  quantity: 10,
  orderedAt: 1_616_743_240_000,
  validFrom: 1_616_743_240_000,
  validUntil: 1_648_279_240_000,
}

describe('orders', () => {
  it('with shared profit carry the product and the amount in fen', async () => {
    const { v1, v2, lastCall } = answering(wrapped({ esignOrderId: 'ES-1' }))
    const body = {
      orderId: 'ours-1',
      quantity: 10,
      orderCreateTime: 1_616_743_240_000,
      itemCode: 'item-1',
      itemName: '合同 10 份',
      payFee: 9900,
    }
    for (const [esign, path] of [
      [v2, '/v2.0/esign/orders/channel'],
      [v1, '/v1.0/esign/orders/channel'],
    ] as const) {
      expect(await esign.placeChannelOrder('corp', channelOrder)).toBe('ES-1')
      expect(lastCall()).toMatchObject({ method: 'POST', path })
      expect(lastCall()?.body).toEqual(body)
    }
  })

  it('at a floor price carry their validity in milliseconds', async () => {
    const { v1, v2, lastCall } = answering({ esignOrderId: 'ES-2' })
    for (const [esign, path] of [
      [v2, '/v2.0/esign/orders/resale'],
      [v1, '/v1.0/esign/orders/resale'],
    ] as const) {
      expect(await esign.placeResaleOrder('corp', resaleOrder)).toBe('ES-2')
      expect(lastCall()).toMatchObject({ method: 'POST', path })
      expect(JSON.stringify(lastCall()?.body)).toBe(
        '{"orderId":"ours-2","quantity":10,"orderCreateTime":1616743240000,' +
          '"serviceStartTime":1616743240000,"serviceStopTime":1648279240000}',
      )
    }
  })

  it('have no id when e签宝 gives none', async () => {
    expect(await answering({}).v2.placeChannelOrder('corp', channelOrder)).toBeNull()
  })

  it.each([
    ['doRepeatOrderError', 'order-repeated', 409],
    ['requestTooMuch', 'upstream-throttled', 503],
    ['requestParamError', 'input-refused', 422],
    ['doResaleOrderError', 'upstream-rejected', 502],
  ])('refused with %s are %s', async (code, problem, status) => {
    const { v2 } = refusing(code)
    const refused = { code: problem, status }
    await expect(v2.placeChannelOrder('corp', channelOrder)).rejects.toMatchObject(refused)
    await expect(v2.placeResaleOrder('corp', resaleOrder)).rejects.toMatchObject(refused)
  })
})
