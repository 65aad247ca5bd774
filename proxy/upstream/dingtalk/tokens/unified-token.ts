import { z } from 'zod'
import type { DingTalkSettings } from '#proxy/config.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { replyAs } from '#proxy/upstream/dingtalk/client/reply-as.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { laneOf, type Caller } from '#proxy/upstream/dingtalk/client/caller.ts'
import type { CallLane } from '#proxy/upstream/dingtalk/limits/call-lane.ts'
import type { FetchCorpToken, SuiteTicketSource, TokenCallState } from './corp-token.ts'
import { lifetime } from './token-cache.ts'
import type { SuiteCorps } from './suite-corps.ts'
import { claimOfServer, claimOfStranger } from './token-lane.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

export type UnifiedTokenDeps = {
  caller: Caller
  settings: DingTalkSettings
  lane: CallLane
  corps: SuiteCorps
  /** The documented call for third-party apps, which needs a suite ticket. */
  fallback: FetchCorpToken
  suiteTicket: SuiteTicketSource
  log: Pick<Logger, 'warn'>
}

const replySchema = z.object({
  access_token: z.string().min(1),
  expires_in: lifetime,
})

/** Transient failures, which do not count against this call. */
const passing: ReadonlySet<ProblemCode> = new Set([
  'upstream-timeout',
  'upstream-unavailable',
  'upstream-throttled',
  'upstream-quota',
  'upstream-ip-not-listed',
])

const unknownErrorSchema = z.object({ cause: z.object({ code: z.literal('unknownError') }) })

/**
 * `POST /v1.0/oauth2/{corpId}/token` (api-gettoken), which needs no suite ticket. Once DingTalk
 * refuses it, the other call is used, and that is logged.
 */
export function unifiedTokenFetcher(deps: UnifiedTokenDeps): {
  fetch: FetchCorpToken
  state: () => TokenCallState
  /** @returns whether this switches to the other call */
  giveUp: () => boolean
} {
  const { caller, settings, lane, corps, fallback, suiteTicket, log } = deps
  let hasFallenBack = false

  async function ask(corpId: string) {
    const body = {
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
      grant_type: 'client_credentials',
    }
    const path = `/v1.0/oauth2/${encodeURIComponent(corpId)}/token`
    const claim = corps.isKnown(corpId) ? claimOfServer : claimOfStranger()
    const call = {
      lane: laneOf(corpId, '/v1.0/oauth2/{corpId}/token'),
      shared: { lane, claim },
      // Asking for a token is safe to repeat.
      isRepeatable: true,
      request: { method: 'POST', baseUrl: settings.apiUrl, path, body },
      secrets: [settings.clientSecret],
    } as const
    const reply = await caller.call(call, caller.budget())
    const { access_token: value, expires_in: seconds } = replyAs(replySchema, reply, 'a token')
    corps.noteKnown(corpId)
    noteSettled('unified-token', 'issued')
    return { value, lifetimeMs: seconds * 1000 }
  }

  function giveUp(): boolean {
    const isNow = !hasFallenBack
    hasFallenBack = true
    noteSettled('unified-token', 'refused')
    return isNow
  }

  return {
    giveUp,
    state: () => ({ mode: 'unified', hasFallenBack }),
    async fetch(corpId) {
      if (hasFallenBack) return fallback(corpId)
      try {
        return await ask(corpId)
      } catch (err) {
        const code = err instanceof ProblemError ? err.code : null
        // DingTalk also answers this for a corp that does not exist. The other call distinguishes
        // the two.
        const mayBeMadeUp = unknownErrorSchema.safeParse(err).success && !corps.isKnown(corpId)
        if (mayBeMadeUp && (await suiteTicket()) !== null) return fallback(corpId)
        if (code === null || passing.has(code)) throw err
        if (code === 'corp-not-allowed' && (await suiteTicket()) === null) {
          corps.noteFailure(corpId, err)
          throw err
        }
        // The other call shows whether the organisation has not authorised the app.
        const token = await fallback(corpId)
        if (giveUp()) log.warn({ err }, 'DINGTALK_TOKEN=unified is refused; falling back to corp')
        return token
      }
    },
  }
}
