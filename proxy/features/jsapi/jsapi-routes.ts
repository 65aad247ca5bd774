import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import type { JsapiConfig } from '#shared/schemas/jsapi-config.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { Common } from '#proxy/common.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import { createJsapiTickets } from '#proxy/upstream/dingtalk/tokens/jsapi-tickets.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import { isSignable } from './is-signable.ts'
import { signJsapi } from './jsapi-signature.ts'

/** The parameters of `dd.config` for a page of ours. */
export function jsapiRoutes(common: Common, { corp }: { corp: CorpFeature }): Hono<AppEnv> {
  const { upstream, log, now, monotonic } = common
  const { publicUrl, jsapiSignature: algorithm } = common.config
  const { agentIds, client } = upstream
  const tickets = createJsapiTickets(client, corp.corpStates, log, monotonic)
  return new Hono<AppEnv>().get('/', async (c) => {
    const { corpId } = requireSession(c)
    const url = c.req.query('url') ?? ''
    if (!isSignable(url, publicUrl)) {
      throw new ProblemError('invalid-request', 'The url is not a page of this app.')
    }
    const [agentId, ticket] = await Promise.all([agentIds.of(corpId), tickets.of(corpId)])
    const nonceStr = randomBytes(16).toString('hex')
    const timeStamp = String(Math.floor(now() / 1000))
    const signature = signJsapi({ ticket, nonceStr, timeStamp, url }, algorithm)
    const config: JsapiConfig = { agentId, corpId, timeStamp, nonceStr, signature }
    return c.json(config)
  })
}
