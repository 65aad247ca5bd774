import { createMiddleware } from 'hono/factory'
import type { World } from '#sandbox/state/state.ts'
import { NewHostRefusal, OldHostRefusal } from './refusals.ts'
import type { SandboxEnv } from './request-body.ts'

/** Calls that answer from any address: those by a secret instead of a token. */
const open = /^\/(v1\.0\/(oauth2\/(.*[tT]oken)|gateway\/.*)|gettoken)$/

/** Refuses calls from an address that is not on the app's list of egress addresses. */
export function egressList(world: World) {
  return createMiddleware<SandboxEnv>(async (c, next) => {
    const { path } = c.req
    if (!world.state.gateway.refusesEgress || open.test(path)) return next()
    const text = '访问ip不在白名单之中,request ip=203.0.113.9'
    if (/^\/v\d/.test(path))
      throw new NewHostRefusal(403, 'Forbidden.AccessDenied.IpNotInWhiteList', text)
    throw path.startsWith('/topapi/')
      ? new OldHostRefusal(88, text, '60020')
      : new OldHostRefusal(60020, text)
  })
}
