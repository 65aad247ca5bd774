import { z } from 'zod'
import type { AppKind, DingTalkSettings } from '#proxy/config.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { CorpStandings } from '#proxy/corp/corp-standings.ts'
import type { CallLane } from './limits/call-lane.ts'
import { laneOf, type Call, type Caller } from './client/caller.ts'
import type { SuiteTicketSource } from './tokens/corp-token.ts'
import { TokenCache } from './tokens/token-cache.ts'
import { claimOfServer } from './tokens/token-lane.ts'
import type { WireRequest } from './client/transport.ts'

/** What DingTalk tells of our app in a corp. */
export type AgentIds = {
  /**
   * The app's agent id, which DingTalk's clients and messages know it by.
   * @throws ProblemError `agent-id-missing`, or why DingTalk did not tell it
   */
  of(corpId: string): Promise<string>
  /**
   * The corp's name, asked for anew each time. Null for an internal app, which DingTalk does not tell it.
   * @throws ProblemError why DingTalk did not tell it
   */
  corpNameOf(corpId: string): Promise<string | null>
  /**
   * What DingTalk tells of a corp that has a third-party app, asked for anew each time.
   * @throws ProblemError `corp-not-allowed` for one that has not, or why DingTalk did not tell it
   */
  authInfoOf(corpId: string): Promise<AuthInfo>
}

export type AuthInfo = {
  name: string | null
  agentId: string | null
  /** User ids of the corp's administrators. */
  admins: readonly string[]
}

export type AgentIdParts = {
  appKind: AppKind
  settings: DingTalkSettings
  caller: Caller
  suiteTicket: SuiteTicketSource
  /** See `createTokenLane`. */
  tokenLane: CallLane
  /** Tells of corps that were authorised anew, which may have another agent id. */
  corps?: Pick<CorpStandings, 'onRenewed'>
  /** Milliseconds on a clock that only goes forward. */
  now: () => number
}

/** A corp that gets the app anew gives it another one. */
const lifetimeMs = 60 * 60_000

const suiteTokenSchema = z.object({ accessToken: z.string().min(1) })

const authInfoSchema = z.object({
  authAppInfo: z
    .object({
      agentList: z.array(
        z.object({
          agentId: z.union([z.number().int(), z.string().min(1)]),
          adminList: z.array(z.string()).optional().catch(undefined),
        }),
      ),
    })
    .optional()
    .catch(undefined),
  authCorpInfo: z
    .object({ corpName: z.string().min(1) })
    .optional()
    .catch(undefined),
})

/** The one that is set, or what DingTalk tells a third-party app of each corp. */
export function createAgentIds(parts: AgentIdParts): AgentIds {
  const { appKind, settings, now } = parts
  const asked = new TokenCache({
    fetch: async (corpId) => ({ value: await agentIdOf(corpId, parts), lifetimeMs }),
    // The one that is known serves on.
    onRenewalFailed: () => {},
    now,
  })
  parts.corps?.onRenewed((corpId) => asked.forget(corpId))

  async function authInfoOf(corpId: string): Promise<AuthInfo> {
    const { authAppInfo, authCorpInfo } = await askFor(corpId, parts)
    const [agent] = authAppInfo?.agentList ?? []
    return {
      name: authCorpInfo?.corpName ?? null,
      agentId: agent === undefined ? null : String(agent.agentId),
      admins: agent?.adminList ?? [],
    }
  }

  return {
    authInfoOf,
    corpNameOf: async (corpId) =>
      appKind === 'third-party' ? (await authInfoOf(corpId)).name : null,
    async of(corpId) {
      if (settings.agentId !== null) return settings.agentId
      if (appKind === 'third-party') return (await asked.get(corpId)).value
      throw new ProblemError(
        'agent-id-missing',
        "The app's agent id is not known: set DINGTALK_AGENT_ID.",
      )
    },
  }
}

/**
 * `GET /v1.0/oauth2/apps/authInfo`
 * (obtains-the-authorization-information-after-the-enterprise-activates-the-application-1).
 */
async function askFor(
  corpId: string,
  parts: AgentIdParts,
): Promise<z.output<typeof authInfoSchema>> {
  const { settings, caller } = parts
  const path = '/v1.0/oauth2/apps/authInfo'
  const token = await fetchSuiteToken(parts)
  const request: WireRequest = {
    method: 'GET',
    baseUrl: settings.apiUrl,
    path: `${path}?authCorpId=${encodeURIComponent(corpId)}`,
    headers: { 'x-acs-dingtalk-access-token': token },
  }
  const reply = await caller.call(read(corpId, path, request, [token]), caller.budget())
  return authInfoSchema.safeParse(reply).data ?? {}
}

async function agentIdOf(corpId: string, parts: AgentIdParts): Promise<string> {
  const { authAppInfo } = await askFor(corpId, parts)
  const [agent] = authAppInfo?.agentList ?? []
  if (agent === undefined) {
    throw new ProblemError('upstream-unavailable', 'DingTalk answered without an agent id.')
  }
  return String(agent.agentId)
}

/**
 * `POST /v1.0/oauth2/suiteAccessToken`
 * (obtains-the-suite-acess-token-of-third-party-enterprise-applications). Asked for anew each time,
 * for an agent id is hardly ever asked for.
 */
async function fetchSuiteToken(parts: AgentIdParts): Promise<string> {
  const { settings, caller, suiteTicket, tokenLane } = parts
  const ticket = await suiteTicket()
  if (ticket === null) {
    throw new ProblemError('upstream-credentials', 'No suite ticket is known yet.')
  }
  const path = '/v1.0/oauth2/suiteAccessToken'
  const { clientId, clientSecret } = settings
  const body = { suiteKey: clientId, suiteSecret: clientSecret, suiteTicket: ticket }
  const request: WireRequest = { method: 'POST', baseUrl: settings.apiUrl, path, body }
  // Of a corp that somebody is signed in to.
  const shared = { lane: tokenLane, claim: claimOfServer }
  const call = { ...read('', path, request, Object.values(body)), shared }
  const reply = await caller.call(call, caller.budget())
  const token = suiteTokenSchema.safeParse(reply).data?.accessToken
  if (token === undefined) {
    throw new ProblemError('upstream-unavailable', 'DingTalk answered without a suite token.')
  }
  return token
}

function read(
  corpId: string,
  path: string,
  request: WireRequest,
  secrets: readonly string[],
): Call {
  return { lane: laneOf(corpId, path), isRepeatable: true, request, secrets }
}
