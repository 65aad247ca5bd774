import { Hono } from 'hono'
import type { CorpTokenHolder } from '#sandbox/state/tokens.ts'
import { tokenSeconds } from './sign-in/access-tokens.ts'
import { internalApp, sandboxCorpId } from '#sandbox/credentials.ts'
import {
  recallMessage,
  sendByTemplate,
  sendResult,
  sendWorkNotification,
  updateStatusBar,
} from './messages.ts'
import type { Corp, Person } from '#sandbox/state/people.ts'
import { findPerson } from '#sandbox/state/people.ts'
import { OldHostRefusal, oldHostRequestId } from '#sandbox/protocol/refusals.ts'
import type { SandboxContext, SandboxEnv } from '#sandbox/protocol/request-body.ts'
import { parseJsonObject } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'

/** Parameters and caller of a `/topapi` method. */
type OldHostCall = { params: Record<string, unknown>; holder: CorpTokenHolder; corp: Corp }

type Method = (world: World, call: OldHostCall) => Record<string, unknown>

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The old host accepts JSON and forms. */
function readParams(c: SandboxContext): Record<string, unknown> {
  const body = c.get('bodyText')
  if (c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') === true) {
    return Object.fromEntries(new URLSearchParams(body))
  }
  if (body === '') return {}
  const params = parseJsonObject(body)
  if (!params) throw new OldHostRefusal(400002, '参数错误：请求体不是合法的JSON')
  return params
}

function userByAuthCode(world: World, { params, corp }: OldHostCall): Record<string, unknown> {
  const code = text(params['code'])
  if (code === '') throw new OldHostRefusal(41026, '缺少tmp_auth_code')
  const entry = world.state.authCodes.get(code)
  // This call does not use up a code of another organisation.
  if (!entry || entry.corpId !== corp.corpId) throw new OldHostRefusal(40078, '不存在的临时授权码')
  world.state.authCodes.delete(code)
  const person = findPerson(corp, entry.userId)
  if (!person || entry.expiresAt <= world.now()) {
    throw new OldHostRefusal(40078, '不存在的临时授权码')
  }
  return {
    userid: person.userId,
    unionid: person.unionId,
    associated_unionid: person.unionId,
    name: person.name,
    device_id: 'sandbox-device',
    sys: person.sysLevel > 0,
    sys_level: person.sysLevel,
  }
}

function requirePerson(corp: Corp, userId: string): Person {
  if (userId === '') throw new OldHostRefusal(40035, '缺少参数 userid')
  const person = findPerson(corp, userId)
  if (!person) throw new OldHostRefusal(60121, '找不到该用户')
  if (corp.outsideRange.includes(userId)) {
    throw new OldHostRefusal(50002, '请求的员工userid不在授权范围内')
  }
  return person
}

function userDetails({ params, corp }: OldHostCall): Record<string, unknown> {
  const person = requirePerson(corp, text(params['userid']))
  return {
    userid: person.userId,
    unionid: person.unionId,
    name: person.name,
    avatar: '',
    title: person.title,
    job_number: '',
    dept_id_list: [1],
    dept_order_list: [{ dept_id: 1, order: 1 }],
    leader_in_dept: [{ dept_id: 1, leader: person.sysLevel > 0 }],
    role_list: [{ id: 1, name: person.title, group_name: '职务' }],
    // The owner (老板) is not an admin just by being the owner.
    admin: person.sysLevel === 1 || person.sysLevel === 2,
    boss: person.sysLevel === 100,
    senior: false,
    active: true,
    real_authed: person.realNameVerified,
    hide_mobile: false,
    exclusive_account: false,
  }
}

function userByUnionId({ params, corp }: OldHostCall): Record<string, unknown> {
  const unionId = text(params['unionid'])
  if (unionId === '') throw new OldHostRefusal(40035, '缺少参数 unionid')
  const person = corp.people.find((candidate) => candidate.unionId === unionId)
  if (!person) throw new OldHostRefusal(60121, '找不到该用户')
  return { contact_type: 0, userid: person.userId }
}

function administrators({ corp }: OldHostCall): { sys_level: number; userid: string }[] {
  return corp.people
    .filter(({ sysLevel }) => sysLevel === 1 || sysLevel === 2)
    .map(({ userId, sysLevel }) => ({ sys_level: sysLevel, userid: userId }))
}

/** Each method returns the fields of its answer beside `errcode` and `errmsg`. */
const methods: Record<string, Method> = {
  '/topapi/v2/user/getuserinfo': (world, call) => ({ result: userByAuthCode(world, call) }),
  '/topapi/v2/user/get': (_, call) => ({ result: userDetails(call) }),
  '/topapi/user/listadmin': (_, call) => ({ result: administrators(call) }),
  '/topapi/user/getbyunionid': (_, call) => ({ result: userByUnionId(call) }),
  '/topapi/message/corpconversation/asyncsend_v2': (world, { holder, params }) => ({
    task_id: sendWorkNotification(world, holder, params),
  }),
  '/topapi/message/corpconversation/sendbytemplate': (world, { holder, params }) => ({
    task_id: sendByTemplate(world, holder, params),
  }),
  '/topapi/message/corpconversation/getsendresult': (world, { holder, params }) => ({
    send_result: sendResult(world, holder, params),
  }),
  '/topapi/message/corpconversation/status_bar/update': (world, { holder, params }) => {
    updateStatusBar(world, holder, params)
    return {}
  },
  '/topapi/message/corpconversation/recall': (world, { holder, params }) => {
    recallMessage(world, holder, params)
    return {}
  },
}

/** The permissions that methods below these paths need. */
const scopes = [
  ['/topapi/v2/user/', 'qyapi_get_member'],
  ['/topapi/user/listadmin', 'qyapi_get_member'],
  ['/topapi/message/corpconversation/', 'qyapi_base'],
] as const

function requirePermission(corp: Corp, path: string): void {
  const scope = scopes.find(([folder]) => path.startsWith(folder))?.[1]
  if (scope === undefined || !corp.missingScopes.includes(scope)) return
  throw new OldHostRefusal(88, `应用尚未开通所需的权限：[${scope}]`, '60011')
}

function requireHolder(world: World, token: string): CorpTokenHolder {
  if (token === '') throw new OldHostRefusal(88, 'access_token is blank', '40000')
  const holder = world.tokens.holderOf(token)
  if (!holder || holder.kind === 'suite') {
    throw new OldHostRefusal(88, '不合法的access_token', '40014')
  }
  return holder
}

/** Calls of oapi.dingtalk.com, the old host: `/gettoken`, `/get_jsapi_ticket`, `/topapi/…`. */
export function oapiRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.get('/gettoken', (c) => {
    const { appkey, appsecret } = c.req.query()
    if (appkey === undefined) throw new OldHostRefusal(40035, '缺少参数 corpid or appkey')
    if (appkey !== internalApp.clientId || appsecret !== internalApp.clientSecret) {
      throw new OldHostRefusal(40096, '不合法的appKey或appSecret')
    }
    return c.json({
      errcode: 0,
      errmsg: 'ok',
      access_token: world.tokens.issueOrRenew({
        kind: 'internal',
        clientId: appkey,
        corpId: sandboxCorpId,
      }),
      expires_in: tokenSeconds,
    })
  })

  app.get('/get_jsapi_ticket', (c) => {
    const holder = world.tokens.holderOf(c.req.query('access_token') ?? '')
    if (!holder || holder.kind === 'suite') throw new OldHostRefusal(40014, '不合法的access_token')
    const ticket = world.jsapiTickets.issueOrRenew(holder)
    return c.json({ errcode: 0, errmsg: 'ok', ticket: ticket.value, expires_in: ticket.seconds })
  })

  app.all('/topapi/*', (c) => {
    const method = methods[c.req.path]
    if (!method) {
      const name = `dingtalk.oapi${c.req.path.replace('/topapi', '').replaceAll('/', '.')}`
      const message = `不合法ApiName，ApiName = ${name}`
      return c.json({
        errcode: 22,
        sub_msg: message,
        errmsg: `Invalid method[submsg=${message}]`,
        request_id: oldHostRequestId(),
      })
    }
    const params = { ...c.req.query(), ...readParams(c) }
    const holder = requireHolder(world, text(params['access_token']))
    const corp = world.state.corps.get(holder.corpId)
    if (!corp) throw new OldHostRefusal(88, '不合法的access_token', '40014')
    requirePermission(corp, c.req.path)
    const fields = method(world, { params, holder, corp })
    return c.json({ errcode: 0, errmsg: 'ok', request_id: oldHostRequestId(), ...fields })
  })

  return app
}
