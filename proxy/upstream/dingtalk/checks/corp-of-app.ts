import { z } from 'zod'
import type { DingTalkSettings } from '#proxy/config.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { laneOf, type Caller } from '#proxy/upstream/dingtalk/client/caller.ts'

/** DingTalk's answer for an organisation that does not exist. */
const unknownError = z.object({ cause: z.object({ code: z.literal('unknownError') }) })

/**
 * Whether the app belongs to an organisation: the token call of an internal app does not name any,
 * so the unified one is asked (api-gettoken). Its token is not used.
 * @returns null if DingTalk does not say
 */
export async function isAppOf(
  corpId: string,
  caller: Caller,
  { apiUrl, clientId, clientSecret }: DingTalkSettings,
): Promise<boolean | null> {
  const body = {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'client_credentials',
  }
  const path = `/v1.0/oauth2/${encodeURIComponent(corpId)}/token`
  try {
    await caller.call(
      {
        lane: laneOf(corpId, '/v1.0/oauth2/{corpId}/token'),
        isRepeatable: true,
        request: { method: 'POST', baseUrl: apiUrl, path, body },
        secrets: [clientSecret],
      },
      caller.budget(),
    )
    return true
  } catch (error) {
    const code = error instanceof ProblemError ? error.code : null
    return code === 'corp-not-allowed' || unknownError.safeParse(error).success ? false : null
  }
}
