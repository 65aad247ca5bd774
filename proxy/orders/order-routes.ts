import { Hono } from 'hono'
import { channelOrderRequestSchema, resaleOrderRequestSchema } from '../../shared/order.ts'
import type { AppEnv } from '../app-env.ts'
import { limitJsonBody, readJson } from '../json-request.ts'
import type { Roles } from '../session/roles.ts'
import type { OrderDesk } from './order-desk.ts'

export type OrderParts = {
  /** Null when nothing is remembered: then nothing is ordered either. */
  desk: OrderDesk | null
  roles: Roles
}

/** Packages of contracts, ordered by operators. */
export function orderRoutes({ desk, roles }: OrderParts): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { corpId } = roles.requireOperator(c)
      return desk === null ? c.notFound() : c.json(await desk.list(corpId, c.req.query('cursor')))
    })
    .post('/channel', limitJsonBody, async (c) => {
      const session = roles.requireOperator(c)
      if (desk === null) return c.notFound()
      const request = await readJson(c, channelOrderRequestSchema)
      return c.json(await desk.placeChannelOrder(session, request), 201)
    })
    .post('/resale', limitJsonBody, async (c) => {
      const session = roles.requireOperator(c)
      if (desk === null) return c.notFound()
      const request = await readJson(c, resaleOrderRequestSchema)
      return c.json(await desk.placeResaleOrder(session, request), 201)
    })
}
