import { z } from 'zod'
import { ProblemError } from '#proxy/base/problem.ts'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import type { DingTalkSettings } from '#proxy/config.ts'
import type { CallLane } from '#proxy/upstream/dingtalk/limits/call-lane.ts'
import { laneOf, type Call, type Caller } from '#proxy/upstream/dingtalk/client/caller.ts'
import type { SuiteCorps } from './suite-corps.ts'
import { lifetime, type FetchedToken } from './token-cache.ts'
import { claimOfServer, claimOfStranger } from './token-lane.ts'

export type SuiteTicketSource = () => string | null | Promise<string | null>

/** @throws ProblemError `upstream-credentials` if none is known yet */
export async function requireSuiteTicket(suiteTicket: SuiteTicketSource): Promise<string> {
  const ticket = await suiteTicket()
  if (ticket !== null) return ticket
  throw new ProblemError(
    'upstream-credentials',
    'No suite ticket is known yet: set DINGTALK_SUITE_TICKET or have DingTalk push one.',
  )
}

export type FetchCorpToken = (corpId: string) => Promise<FetchedToken>

/** Which call provides the tokens, and whether it is a fallback. */
export type TokenCallState = { mode: 'corp' | 'unified'; hasFallenBack: boolean }

const tokenReplySchema = z.object({
  accessToken: z.string().min(1),
  expireIn: lifetime,
})

/** Internal app: `POST /v1.0/oauth2/accessToken` (obtain-the-access-token-of-an-internal-app). */
export function internalTokenFetcher(caller: Caller, settings: DingTalkSettings): FetchCorpToken {
  return (corpId) =>
    fetchToken(caller, settings, corpId, '/v1.0/oauth2/accessToken', {
      appKey: settings.clientId,
      appSecret: settings.clientSecret,
    })
}

export type SuiteDeps = {
  caller: Caller
  settings: DingTalkSettings
  suiteTicket: SuiteTicketSource
  lane: CallLane
  corps: SuiteCorps
}

/**
 * `POST /v1.0/oauth2/corpAccessToken` (obtain-the-access-token-of-the-authorized-enterprise-1).
 * Anybody can make up a corp id, so the calls of all corps share a lane in which known corps never
 * wait behind unknown ones.
 */
export function thirdPartyTokenFetcher(deps: SuiteDeps): FetchCorpToken {
  const { caller, settings, suiteTicket, lane, corps } = deps
  return async (corpId) => {
    const body = {
      suiteKey: settings.clientId,
      suiteSecret: settings.clientSecret,
      authCorpId: corpId,
      suiteTicket: await requireSuiteTicket(suiteTicket),
    }
    const path = '/v1.0/oauth2/corpAccessToken'
    const claim = corps.isKnown(corpId) ? claimOfServer : claimOfStranger()
    try {
      const token = await fetchToken(caller, settings, corpId, path, body, { lane, claim })
      corps.noteKnown(corpId)
      return token
    } catch (error) {
      corps.noteFailure(corpId, error)
      throw error
    }
  }
}

/** @param corpId empty for a suite's token */
export async function fetchToken(
  caller: Caller,
  settings: DingTalkSettings,
  corpId: string,
  path: string,
  body: Readonly<Record<string, string>>,
  shared?: Call['shared'],
): Promise<FetchedToken> {
  const request = { method: 'POST', baseUrl: settings.apiUrl, path, body } as const
  const call: Call = {
    lane: laneOf(corpId, path),
    ...(shared === undefined ? {} : { shared }),
    isRepeatable: true,
    request,
    secrets: Object.values(body),
  }
  const reply = await caller.call(call, caller.budget())
  const { accessToken: value, expireIn } = replyAs(tokenReplySchema, reply, 'a token')
  return { value, lifetimeMs: expireIn * 1000 }
}
