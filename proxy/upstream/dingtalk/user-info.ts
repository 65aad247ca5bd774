import { z } from 'zod'
import { plainText } from '#shared/rules/plain-text.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import type { DingTalkClient } from './client/client.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

/** The person an auth code stands for, in the corp whose token was used. */
export type DingTalkUser = {
  userId: string
  /** Empty if DingTalk does not return it. */
  name: string
  /** Id across the developer's apps. */
  unionId: string | null
  /** 1 main administrator, 2 sub-administrator, 100 owner, 0 other. */
  sysLevel: number
}

const text = z.string().min(1)

/** Strict, as admin rights depend on it. */
const sysLevel = z
  .union([
    z.number().int(),
    z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number),
  ])
  .catch(0)

const userReplySchema = z.object({
  result: z.object({
    userid: text,
    name: z.string().overwrite(plainText).catch(''),
    unionid: text.nullable().catch(null),
    sys_level: sysLevel,
  }),
})

/** Only what says so: DingTalk may leave it out of a member. */
const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
  .catch(false)

/** `POST topapi/v2/user/get` on the old host (query-user-details), outside the monthly quota. */
function callDetails(client: DingTalkClient, corpId: string, userId: string): Promise<unknown> {
  return client.callOapi(corpId, {
    path: '/topapi/v2/user/get',
    changesState: false,
    body: { userid: userId },
    scope: 'qyapi_get_member',
  })
}

const detailsReplySchema = z.object({ result: z.object({ admin: flag }) })

/**
 * `topapi/v2/user/get`.
 * @throws ProblemError `person-not-found`, `outside-app-scope` and `upstream-permission` among them
 */
export async function readIsAdmin(
  client: DingTalkClient,
  corpId: string,
  userId: string,
): Promise<boolean> {
  const reply = await callDetails(client, corpId, userId)
  return replyAs(detailsReplySchema, reply, 'a role').result.admin
}

const memberReplySchema = z.object({
  result: z.object({
    name: z.string().overwrite(plainText).catch(''),
    admin: flag,
    boss: flag,
  }),
})

/**
 * A member's name, empty if DingTalk does not return it, and level as in `DingTalkUser`
 * (`topapi/v2/user/get`), which does not say which kind of administrator: that is 2.
 * @throws ProblemError `person-not-found`, `outside-app-scope` and `upstream-permission` among them
 */
export async function readMember(
  client: DingTalkClient,
  corpId: string,
  userId: string,
): Promise<Pick<DingTalkUser, 'name' | 'sysLevel'>> {
  const reply = await callDetails(client, corpId, userId)
  const { name, admin, boss } = replyAs(memberReplySchema, reply, 'a member').result
  return { name, sysLevel: admin ? 2 : boss ? 100 : 0 }
}

const unionIdReplySchema = z.object({ result: z.object({ unionid: text }) })

/**
 * `topapi/v2/user/get`, for to-dos.
 * @throws as `readIsAdmin`
 */
export async function readUnionId(
  client: DingTalkClient,
  corpId: string,
  userId: string,
): Promise<string> {
  const reply = await callDetails(client, corpId, userId)
  return replyAs(unionIdReplySchema, reply, 'a union id').result.unionid
}

/** Whether a call failed because the person has left the corp, or is outside the app's scope. */
export function isUnseen(error: unknown): boolean {
  return (
    error instanceof ProblemError &&
    (error.code === 'person-not-found' || error.code === 'outside-app-scope')
  )
}

const nameReplySchema = z.object({ result: z.object({ name: z.string().overwrite(plainText) }) })

/**
 * `topapi/v2/user/get`; empty if DingTalk does not return it.
 * @throws as `readIsAdmin`
 */
export async function readName(
  client: DingTalkClient,
  corpId: string,
  userId: string,
): Promise<string> {
  const reply = await callDetails(client, corpId, userId)
  return nameReplySchema.safeParse(reply).data?.result.name.trim() ?? ''
}

const adminsReplySchema = z.object({
  result: z.array(z.object({ userid: text, sys_level: sysLevel })),
})

/**
 * With levels as in `DingTalkUser`: `POST topapi/user/listadmin` on the old host
 * (query-the-administrator-list).
 * @throws ProblemError `upstream-permission` among them
 */
export async function readAdmins(
  client: DingTalkClient,
  corpId: string,
): Promise<{ userId: string; sysLevel: number }[]> {
  const path = '/topapi/user/listadmin'
  const reply = await client.callOapi(corpId, { path, changesState: false, body: {} })
  const { result } = replyAs(adminsReplySchema, reply, 'administrators')
  return result.map(({ userid, sys_level }) => ({ userId: userid, sysLevel: sys_level }))
}

/**
 * Valid once and for five minutes: `POST topapi/v2/user/getuserinfo` on the old host
 * (obtain-the-userid-of-a-user-by-using-the-log-free).
 * @throws ProblemError, `auth-code-invalid` among them
 */
export async function exchangeAuthCode(
  client: DingTalkClient,
  corpId: string,
  authCode: string,
): Promise<DingTalkUser> {
  const path = '/topapi/v2/user/getuserinfo'
  const call = { path, body: { code: authCode }, secrets: [authCode] }
  const reply = await client.callOapi(corpId, call).catch((error: unknown) => {
    if (error instanceof ProblemError && error.code === 'auth-code-invalid')
      noteSettled('auth-code', 'refused')
    throw error
  })
  const { result } = replyAs(userReplySchema, reply, 'a user')
  noteSettled('auth-code', 'accepted')
  const { userid, name, unionid, sys_level } = result
  return { userId: userid, name, unionId: unionid, sysLevel: sys_level }
}
