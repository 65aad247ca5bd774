import { Hono } from 'hono'
import { channelOrderRequestSchema, resaleOrderRequestSchema } from '#shared/schemas/corp/order.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { PackageOrders } from './package-orders.ts'

export type OrderDeps = {
  orders: PackageOrders
  roles: Roles
}

/** Packages of contracts, ordered by operators. */
export function orderRoutes({ orders, roles }: OrderDeps): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { corpId } = roles.requireOperator(c)
      return c.json(await orders.list(corpId, c.req.query('cursor')))
    })
    .post('/channel', limitJsonBody, async (c) => {
      const session = roles.requireOperator(c)
      const request = await readJson(c, channelOrderRequestSchema)
      return c.json(await orders.placeChannelOrder(session, request), 201)
    })
    .post('/resale', limitJsonBody, async (c) => {
      const session = roles.requireOperator(c)
      const request = await readJson(c, resaleOrderRequestSchema)
      return c.json(await orders.placeResaleOrder(session, request), 201)
    })
}
