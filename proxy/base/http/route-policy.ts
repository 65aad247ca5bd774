import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { AppContext, AppEnv } from './app-env.ts'

/** What a route states of itself, for what runs ahead of all routes. */
export type RoutePolicy = {
  /** Pages poll it, so it does not wait for the person's present role. */
  isPolled?: true
  /** Also answers people whose organisation has stopped the app. */
  isForStopped?: true
  /** A file, which a ticket in its address may fetch in place of the cookie. */
  takesTicket?: true
  /** Refused once the organisation's subscription has ended. */
  isBought?: true
  /** A file that is read from the store while it is sent, few at a time. */
  isExport?: true
  /** Its path contains a secret, so the log has its pattern instead. */
  hasSecret?: true
}

const policies = new WeakMap<object, RoutePolicy>()

/** States the policy of a route: `.get('/', policy({ isPolled: true }), async (c) => …)`. */
export function policy(stated: RoutePolicy): MiddlewareHandler<AppEnv> {
  const handler: MiddlewareHandler<AppEnv> = (_c, next) => next()
  policies.set(handler, stated)
  return handler
}

export function policyOf(c: AppContext): RoutePolicy {
  const route = routeAhead(c)
  const stated = matchedRoutes(c).filter(({ path }) => path === route)
  return Object.assign({}, ...stated.map(({ handler }) => policies.get(handler)))
}

/** The pattern of the route that answers; if a middleware answered, of the route behind it. */
export function routeAhead(c: AppContext): string {
  const ahead = matchedRoutes(c).slice(c.req.routeIndex)
  return (ahead.find(({ path }) => !path.endsWith('*')) ?? ahead[0])?.path ?? '*'
}
