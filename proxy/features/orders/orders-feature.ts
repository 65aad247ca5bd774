import type { Common } from '#proxy/common.ts'
import type { SessionFeature } from '#proxy/features/session/session-feature.ts'
import { orderRoutes } from './order-routes.ts'
import { createPackageOrders } from './package-orders.ts'

export type OrdersFeature = ReturnType<typeof createOrdersFeature>

/** Packages of contracts, ordered by operators. */
export function createOrdersFeature(common: Common, { session }: { session: SessionFeature }) {
  const { store, upstream, log, now } = common
  const journal = store.registry.orders
  const orders = createPackageOrders({ esign: upstream.esign, journal, log, now })
  return { orders, routes: orderRoutes({ orders, roles: session.roles }) }
}
