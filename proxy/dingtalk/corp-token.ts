import { z } from 'zod'
import { ProblemError } from '../problem.ts'
import type { DingTalkSettings } from '../config.ts'
import { laneOf, type Caller } from './caller.ts'
import type { FetchedToken } from './token-cache.ts'

/** Gives the newest suite ticket that is known, or null when none has come yet. */
export type SuiteTicketSource = () => string | null | Promise<string | null>

/** Fetches the token with which an app calls on behalf of a corp. */
export type FetchCorpToken = (corpId: string) => Promise<FetchedToken>

/** Documented as 7200 seconds for both kinds of app. */
const usualLifetime = 7200

const tokenReplySchema = z.object({
  accessToken: z.string().min(1),
  /** Seconds. */
  expireIn: z.coerce.number().positive().catch(usualLifetime),
})

/** Internal app: `POST /v1.0/oauth2/accessToken` (obtain-the-access-token-of-an-internal-app). */
export function internalTokenFetcher(caller: Caller, settings: DingTalkSettings): FetchCorpToken {
  return (corpId) =>
    fetchToken(caller, settings, corpId, '/v1.0/oauth2/accessToken', {
      appKey: settings.clientId,
      appSecret: settings.clientSecret,
    })
}

/**
 * Third-party app: `POST /v1.0/oauth2/corpAccessToken`
 * (obtain-the-access-token-of-the-authorized-enterprise-1).
 */
export function thirdPartyTokenFetcher(
  caller: Caller,
  settings: DingTalkSettings,
  suiteTicket: SuiteTicketSource,
): FetchCorpToken {
  return async (corpId) => {
    const ticket = await suiteTicket()
    if (ticket === null) {
      throw new ProblemError(
        'upstream-credentials',
        'No suite ticket is known yet: set DINGTALK_SUITE_TICKET or have DingTalk push one.',
      )
    }
    return fetchToken(caller, settings, corpId, '/v1.0/oauth2/corpAccessToken', {
      suiteKey: settings.clientId,
      suiteSecret: settings.clientSecret,
      authCorpId: corpId,
      suiteTicket: ticket,
    })
  }
}

async function fetchToken(
  caller: Caller,
  settings: DingTalkSettings,
  corpId: string,
  path: string,
  body: Readonly<Record<string, string>>,
): Promise<FetchedToken> {
  const request = { method: 'POST', baseUrl: settings.apiUrl, path, body } as const
  // Asking for a token twice does no harm.
  const call = { lane: laneOf(corpId, path), isRepeatable: true, request }
  const reply = await caller.call({ ...call, secrets: Object.values(body) }, caller.budget())
  const parsed = tokenReplySchema.safeParse(reply)
  if (!parsed.success) {
    throw new ProblemError('upstream-unavailable', 'DingTalk answered without a token.')
  }
  return { value: parsed.data.accessToken, lifetimeMs: parsed.data.expireIn * 1000 }
}
