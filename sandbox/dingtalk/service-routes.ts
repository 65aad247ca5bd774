import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import { thirdPartyApp } from '#sandbox/credentials.ts'
import { OldHostRefusal } from '#sandbox/protocol/refusals.ts'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import { parseJsonObject } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { agentIdOf } from './agents.ts'

const { suiteKey, suiteSecret } = thirdPartyApp

/** How far the `timestamp` of a signature may be from the server's time. */
const clockMs = 60_000

/** Checks the query's `signature`: HMAC-SHA256, by the suite secret, of timestamp and suite ticket. */
function requireSignature(world: World, query: Record<string, string>): void {
  const { accessKey, timestamp = '', suiteTicket, signature } = query
  if (!/^\d{13}$/.test(timestamp)) throw new OldHostRefusal(853001, 'timestamp格式错误')
  if (Math.abs(Number(timestamp) - world.now()) > clockMs)
    throw new OldHostRefusal(853002, 'timestamp与服务器时间相差超过1分钟')
  if (accessKey !== suiteKey) throw new OldHostRefusal(853003, 'accessKey错误')
  const expected = createHmac('sha256', suiteSecret).update(`${timestamp}\n${suiteTicket}`)
  if (suiteTicket !== world.state.suiteTicket || signature !== expected.digest('base64'))
    throw new OldHostRefusal(853004, '签名不匹配')
}

/** The old host's calls with a suite token (`/service/…`). */
export function serviceRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.post('/get_agent', (c) => {
    const query = c.req.query()
    if (world.tokens.holderOf(query['suite_access_token'] ?? '')?.kind !== 'suite')
      throw new OldHostRefusal(40014, '不合法的access_token')
    requireSignature(world, query)
    const asked = parseJsonObject(c.get('bodyText')) ?? {}
    const { suite_key: key, auth_corpid: corpId, agentid } = asked
    const corp = typeof corpId === 'string' ? world.state.corps.get(corpId) : undefined
    if (key !== suiteKey || corp === undefined || !corp.opened.includes(suiteKey))
      throw new OldHostRefusal(71007, '企业未对该套件授权')
    const { corpId: id, switchedOff } = corp
    if (agentid !== agentIdOf({ kind: 'third-party', clientId: suiteKey, corpId: id }))
      throw new OldHostRefusal(70003, 'agentid没有对应微应用')
    return c.json({
      errcode: 0,
      errmsg: 'ok',
      agentid: Number(agentid),
      name: '合同进度',
      logo_url: '',
      description: '',
      close: switchedOff.includes(suiteKey) ? 0 : 1,
    })
  })

  return app
}
