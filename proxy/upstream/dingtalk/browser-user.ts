import { z } from 'zod'
import { plainText } from '#shared/rules/plain-text.ts'
import type { DingTalkSettings } from '#proxy/config.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'
import { laneOf, type Caller } from './client/caller.ts'
import type { DingTalkClient } from './client/client.ts'
import { replyAs } from './client/reply-as.ts'
import { UpstreamRefusal } from './client/upstream-refusal.ts'
import { readMember, type DingTalkUser } from './user-info.ts'

type Calls = { caller: Caller; client: DingTalkClient; settings: DingTalkSettings }

/**
 * Exchanges a code of DingTalk's sign-in page for the member it stands for. The person's token is
 * used for one call and kept nowhere.
 * @throws ProblemError `auth-code-invalid` for a code that is used, late or of a client;
 * `not-a-member` for people of other organisations and outside contacts
 */
export async function exchangeLoginCode(
  { caller, client, settings }: Calls,
  corpId: string,
  code: string,
): Promise<DingTalkUser> {
  const { accessToken, corpId: chosen } = await fetchUserToken(caller, settings, code)
  noteSettled('sign-in-corp', chosen === null ? 'not-named' : 'named')
  if (chosen !== null && chosen !== corpId) throw notMember('another organisation was chosen')
  const { unionId, nick } = await readOwnContact(caller, settings, accessToken)
  const userId = await readUserId(client, corpId, unionId)
  const { name, sysLevel } = await readMember(client, corpId, userId).catch(notShown)
  return { userId, name: name || nick, unionId, sysLevel }
}

/** A member whose role the app may not read has none, as after signing in with a client. */
function notShown(error: unknown): Pick<DingTalkUser, 'name' | 'sysLevel'> {
  const code = error instanceof ProblemError ? error.code : null
  if (code === 'outside-app-scope' || code === 'upstream-permission')
    return { name: '', sysLevel: 0 }
  throw error
}

function notMember(why: string, cause?: unknown): ProblemError {
  return new ProblemError('not-a-member', `Not a member of the organisation: ${why}.`, { cause })
}

/** All but the code and its person is the same in each call, so an unknown refusal is about those. */
function codeRefused(error: unknown): never {
  if (!(error instanceof UpstreamRefusal)) throw error
  throw new ProblemError('auth-code-invalid', 'DingTalk refused the code of its sign-in page.', {
    cause: error.cause,
  })
}

const text = z.string().min(1)

const userTokenSchema = z.object({
  accessToken: text,
  /** The organisation that the person chose. */
  corpId: text.nullable().catch(null),
})

/** `POST /v1.0/oauth2/userAccessToken` (obtain-user-token). */
async function fetchUserToken(caller: Caller, settings: DingTalkSettings, code: string) {
  const { clientId, clientSecret, apiUrl: baseUrl } = settings
  const path = '/v1.0/oauth2/userAccessToken'
  const body = { clientId, clientSecret, code, grantType: 'authorization_code' }
  const call = {
    lane: laneOf('', path),
    isRepeatable: false,
    request: { method: 'POST', baseUrl, path, body } as const,
    secrets: [clientSecret, code],
  }
  const reply = await caller.call(call, caller.budget()).catch(codeRefused)
  return replyAs(userTokenSchema, reply, 'a token')
}

const contactSchema = z.object({
  unionId: text,
  nick: z.string().overwrite(plainText).catch(''),
})

/** `GET /v1.0/contact/users/me` with the person's token (dingtalk-retrieve-user-information). */
async function readOwnContact(caller: Caller, settings: DingTalkSettings, token: string) {
  const path = '/v1.0/contact/users/me'
  const headers = { 'x-acs-dingtalk-access-token': token }
  const call = {
    lane: laneOf('', path),
    isRepeatable: true,
    request: { method: 'GET', baseUrl: settings.apiUrl, path, headers } as const,
    secrets: [token],
  }
  const reply = await caller.call(call, caller.budget()).catch(codeRefused)
  return replyAs(contactSchema, reply, 'a union id')
}

const member = 0

const userIdSchema = z.object({ result: z.object({ contact_type: z.number(), userid: text }) })

/** `POST topapi/user/getbyunionid` on the old host (query-a-user-by-the-union-id). */
async function readUserId(client: DingTalkClient, corpId: string, unionId: string) {
  const path = '/topapi/user/getbyunionid'
  const call = { path, changesState: false, body: { unionid: unionId } }
  const reply = await client.callOapi(corpId, call).catch((error: unknown) => {
    const isUnknown = error instanceof ProblemError && error.code === 'person-not-found'
    throw isUnknown ? notMember('DingTalk does not know them there', error) : error
  })
  const { contact_type, userid } = replyAs(userIdSchema, reply, 'a user id').result
  if (contact_type !== member) throw notMember('an outside contact')
  return userid
}
