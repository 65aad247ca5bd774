import { Hono } from 'hono'
import { NewHostRefusal, tokenInvalid } from '#sandbox/protocol/refusals.ts'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { tokenHeader } from '#sandbox/state/tokens.ts'

/** Orders in the app market, according to their events, including lost ones. */
export function marketRoutes(world: World): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>().get('/orders/:orderId', (c) => {
    const holder = world.tokens.holderOf(c.req.header(tokenHeader) ?? '')
    if (holder?.kind !== 'suite') throw tokenInvalid()
    // The id is a number there.
    const orderId = c.req.param('orderId').replace(/^0+(?=\d)/, '')
    const dataOf = (eventType: string) =>
      world.state.events.find(
        ({ eventType: type, data }) => type === eventType && data['orderId'] === orderId,
      )?.data
    const order = dataOf('market_order')
    if (order === undefined) throw new NewHostRefusal(400, 'order.not.exist', '订单不存在')
    return c.json({
      bizOrderId: Number(orderId),
      corpId: order['corpId'],
      itemName: order['itemName'],
      status: dataOf('market_service_close') === undefined ? 3 : 0,
      paidTimestamp: order['paidtime'],
      endTimestamp: order['serviceStopTime'],
      inAppOrder: order['mainGoodsCode'] !== undefined,
    })
  })
}
