import { Hono } from 'hono'
import {
  connectionOf,
  type AppContext,
  type AppEnv,
  requestedHost,
} from '#proxy/base/http/app-env.ts'
import { withoutMapping } from '#proxy/base/http/client-address.ts'
import { isSame } from '#proxy/base/secrets.ts'
import { isLoopback } from '#proxy/settings.ts'
import type { Metrics } from './metrics.ts'

export type MetricsDeps = {
  metrics: Pick<Metrics, 'text' | 'contentType'>
  /** Lets other machines read; null for none. */
  token: string | null
}

/** Headers that gateways add to forwarded requests. */
const gatewayHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
]

/** `GET /metrics`; answers not found to everyone else. */
export function metricsRoutes({ metrics, token }: MetricsDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    if (!isLocalRequest(c) && !hasToken(c, token)) return c.notFound()
    return c.body(await metrics.text(), 200, { 'content-type': metrics.contentType })
  })
}

/**
 * The connection's address is not enough: a gateway on this machine forwards for others, and a
 * page's own host name may be made to point to this machine (DNS rebinding).
 */
function isLocalRequest(c: AppContext): boolean {
  if (gatewayHeaders.some((name) => c.req.header(name) !== undefined)) return false
  if (!isLoopback(requestedHost(c) ?? '')) return false
  const address = connectionOf(c)?.incoming?.socket.remoteAddress
  return address !== undefined && isLoopback(withoutMapping(address))
}

function hasToken(c: AppContext, token: string | null): boolean {
  const given = /^bearer (.*)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  return token !== null && given !== undefined && isSame(given, token)
}
