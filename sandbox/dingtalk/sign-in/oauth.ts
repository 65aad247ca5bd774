import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { requireCorpToken, tokenSeconds } from './access-tokens.ts'
import { tokenHeader } from '#sandbox/state/tokens.ts'
import { agentIdOf } from '#sandbox/dingtalk/agents.ts'
import { internalApp, sandboxCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import {
  NewHostRefusal,
  permissionDenied,
  tokenInvalid,
  tokenMissing,
} from '#sandbox/protocol/refusals.ts'
import type { SandboxContext, SandboxEnv } from '#sandbox/protocol/request-body.ts'
import { parseJsonObject } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'

/** The named texts of the body. A missing one is refused in the way of DingTalk's gateway. */
function readFields<Name extends string>(
  c: SandboxContext,
  names: readonly Name[],
): Record<Name, string> {
  // Only JSON is accepted: a form counts as no body at all.
  const isForm = c.req.header('content-type')?.includes('x-www-form-urlencoded') === true
  const text = isForm ? '' : c.get('bodyText')
  if (text === '')
    throw new NewHostRefusal(400, 'Missingbody', 'body is mandatory for this action.')
  const body = parseJsonObject(text)
  if (!body) throw new NewHostRefusal(400, 'InvalidParameter', '请求参数不合法')
  for (const name of names) {
    if (typeof body[name] === 'string' && body[name] !== '') continue
    throw new NewHostRefusal(400, `Missing${name}`, `${name} is mandatory for this action.`)
  }
  return z
    .record(z.enum(names), z.string())
    .parse(Object.fromEntries(names.map((name) => [name, body[name]])))
}

function invalidClient(): NewHostRefusal {
  return new NewHostRefusal(400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret')
}

/** The secret of one of the apps; undefined if there is no such app. */
function secretOf(clientId: string): string | undefined {
  if (clientId === internalApp.clientId) return internalApp.clientSecret
  return clientId === thirdPartyApp.suiteKey ? thirdPartyApp.suiteSecret : undefined
}

function requireTicket(world: World, suiteTicket: string): void {
  if (suiteTicket === world.state.suiteTicket) return
  throw new NewHostRefusal(400, 'invalidSuiteTicket', '无效的suiteTicket')
}

/** Tokens, authorisation info and JSAPI tickets of the new host (`/v1.0/oauth2`). */
export function oauthRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.post('/accessToken', (c) => {
    const { appKey, appSecret } = readFields(c, ['appKey', 'appSecret'])
    if (appKey !== internalApp.clientId || appSecret !== internalApp.clientSecret) {
      throw invalidClient()
    }
    const accessToken = world.tokens.issueOrRenew({
      kind: 'internal',
      clientId: appKey,
      corpId: sandboxCorpId,
    })
    return c.json({ accessToken, expireIn: tokenSeconds })
  })

  app.post('/corpAccessToken', (c) => {
    const fields = readFields(c, ['suiteKey', 'suiteSecret', 'authCorpId', 'suiteTicket'])
    const { suiteKey, suiteSecret, authCorpId, suiteTicket } = fields
    if (suiteKey !== thirdPartyApp.suiteKey || suiteSecret !== thirdPartyApp.suiteSecret) {
      throw new NewHostRefusal(400, 'invalidSuiteKey', 'suitekey不合法')
    }
    requireTicket(world, suiteTicket)
    if (world.state.corps.get(authCorpId)?.opened.includes(suiteKey) !== true) {
      throw new NewHostRefusal(400, 'invalidAuthInfo', '无效的授权信息')
    }
    const accessToken = world.tokens.issue({
      kind: 'third-party',
      clientId: suiteKey,
      corpId: authCorpId,
    })
    return c.json({ accessToken, expireIn: tokenSeconds })
  })

  app.post('/suiteAccessToken', (c) => {
    const fields = readFields(c, ['suiteKey', 'suiteSecret', 'suiteTicket'])
    const { suiteKey, suiteSecret, suiteTicket } = fields
    if (suiteKey !== thirdPartyApp.suiteKey || suiteSecret !== thirdPartyApp.suiteSecret) {
      throw invalidClient()
    }
    requireTicket(world, suiteTicket)
    const accessToken = world.tokens.issueOrRenew({ kind: 'suite', clientId: suiteKey })
    return c.json({ accessToken, expireIn: tokenSeconds })
  })

  app.post('/userAccessToken', (c) => {
    const fields = readFields(c, ['clientId', 'clientSecret', 'code', 'grantType'])
    const { clientId, clientSecret, code, grantType } = fields
    if (clientSecret !== secretOf(clientId)) throw invalidClient()
    if (grantType !== 'authorization_code')
      throw new NewHostRefusal(400, 'unsupported.grant.type', '不支持的授权类型')
    const entry = world.state.loginCodes.get(code)
    world.state.loginCodes.delete(code)
    const corp = entry && world.state.corps.get(entry.corpId)
    const person = corp?.people.find(({ unionId }) => unionId === entry?.unionId)
    if (!entry || !person || entry.clientId !== clientId || entry.expiresAt <= world.now())
      throw new NewHostRefusal(400, '40078', '不存在的临时授权码')
    const accessToken = randomBytes(16).toString('hex')
    const { unionId, name: nick } = person
    world.state.userTokens.set(accessToken, { clientId, unionId, nick })
    const refreshToken = randomBytes(16).toString('hex')
    return c.json({ accessToken, refreshToken, expireIn: tokenSeconds, corpId: entry.corpId })
  })

  app.post('/:corpId/token', (c) => {
    const fields = readFields(c, ['client_id', 'client_secret', 'grant_type'])
    const corp = world.state.corps.get(c.req.param('corpId'))
    if (!corp) throw new NewHostRefusal(500, 'unknownError', '未知错误')
    if (fields.grant_type !== 'client_credentials') {
      throw new NewHostRefusal(400, 'unsupported.grant.type', '不支持的授权类型')
    }
    const client = [
      { id: internalApp.clientId, secret: internalApp.clientSecret, kind: 'internal' as const },
      {
        id: thirdPartyApp.suiteKey,
        secret: thirdPartyApp.suiteSecret,
        kind: 'third-party' as const,
      },
    ].find(({ id, secret }) => id === fields.client_id && secret === fields.client_secret)
    if (!client) throw new NewHostRefusal(400, 'invalid.client', '无效的client')
    if (!corp.opened.includes(client.id)) {
      throw new NewHostRefusal(401, 'unauthorized.client', '应用未授权')
    }
    const holder = { kind: client.kind, clientId: client.id, corpId: corp.corpId }
    return c.json({
      access_token: world.tokens.issueOrRenew(holder),
      expires_in: tokenSeconds,
    })
  })

  app.get('/apps/authInfo', (c) => {
    const token = c.req.header(tokenHeader)
    if (token === undefined || token === '') throw tokenMissing()
    const holder = world.tokens.holderOf(token)
    if (holder?.kind !== 'suite') throw tokenInvalid()
    const { clientId } = holder
    const authCorpId = c.req.query('authCorpId') ?? ''
    if (authCorpId === '') throw new NewHostRefusal(400, 'invalidCorpId', '无效的corpId')
    const corp = world.state.corps.get(authCorpId)
    if (!corp) throw new NewHostRefusal(400, 'orgNotExist', '企业不存在')
    if (!corp.opened.includes(clientId)) {
      throw new NewHostRefusal(400, 'orgNotAuthApp', '企业未授权应用')
    }
    const admins = corp.people.filter((person) => person.sysLevel > 0)
    return c.json({
      authAppInfo: {
        agentList: [
          {
            agentId: Number(agentIdOf({ kind: 'third-party', clientId, corpId: authCorpId })),
            agentName: '合同进度',
            appId: Number(thirdPartyApp.appId),
            adminList: admins.map((person) => person.userId),
          },
        ],
      },
      authCorpInfo: {
        corpName: corp.name,
        corpLogoUrl: '',
        industry: '',
        inviteCode: '',
        inviteUrl: '',
        licenseCode: '',
        authChannel: '',
        authChannelType: '',
        authLevel: corp.realNameVerified ? 2 : 0,
      },
      authUserInfo: { userId: admins[0]?.userId ?? '' },
    })
  })

  app.post('/jsapiTickets', (c) => {
    const holder = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    const ticket = world.jsapiTickets.issueOrRenew(holder)
    return c.json({ jsapiTicket: ticket.value, expireIn: ticket.seconds })
  })

  return app
}

/** What people who signed in on DingTalk's page tell of themselves (`/v1.0/contact`). */
export function contactRoutes(world: World): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>().get('/users/:unionId', (c) => {
    const token = c.req.header(tokenHeader)
    if (token === undefined || token === '') throw tokenMissing()
    const user = world.state.userTokens.get(token)
    if (user === undefined) throw tokenInvalid()
    const corp = world.state.corps.get(sandboxCorpId)
    const scope = 'Contact.User.Read'
    if (corp?.missingScopes.includes(scope) === true) throw permissionDenied([scope])
    if (c.req.param('unionId') !== 'me')
      throw new NewHostRefusal(404, 'invalidParameter.user.notFound', '用户不存在')
    const { unionId, nick } = user
    return c.json({ nick, unionId, openId: `sandbox-open-${unionId}`, avatarUrl: '' })
  })
}
