import { outsideAllowance } from '#proxy/base/limits/call-allowance.ts'
import type { DingTalkSettings } from '#proxy/config.ts'
import { laneOf, type Budget, type Caller } from './caller.ts'
import { isWithoutPermission, permissionMissing } from './refusal-error.ts'
import { SharedReads } from './shared-reads.ts'
import type { Token, TokenCache } from '#proxy/upstream/dingtalk/tokens/token-cache.ts'
import type { WireRequest } from './transport.ts'
import { InvalidToken } from './upstream-refusal.ts'

export type ApiCall = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The documented path, with parameter names in place of values. Limits are per API. */
  api: string
  /** The path with encoded parameters and the query; defaults to `api`. */
  path?: string
  body?: unknown
  /**
   * A call that changes something is never retried or shared. Defaults to false for GET and to true
   * otherwise.
   */
  changesState?: boolean
  /** The permission that the call needs, reported if upstream names none. */
  scope?: string
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal
}

/** A call of the old host, always POST. */
type OapiCall = {
  path: string
  /** Defaults to true. */
  changesState?: boolean
  scope?: string
  body: Readonly<Record<string, unknown>>
  /** Parts of the body that must not appear in messages. */
  secrets?: readonly string[]
}

/**
 * For a corp, with the body of a successful reply. Calls queue when they would exceed a limit;
 * reads are retried after transient failures, and identical concurrent ones share a call.
 */
export type DingTalkClient = {
  callApi(corpId: string, call: ApiCall): Promise<unknown>
  callOapi(corpId: string, call: OapiCall): Promise<unknown>
  /** After a change upstream, later reads must not join the pending ones. */
  forgetReads(corpId?: string): void
}

type CorpCall = {
  /** An internal app has one corp, and so one token. */
  corp: string
  api: string
  scope: string | undefined
  isRepeatable: boolean
  secrets: readonly string[]
  toRequest: (token: string) => WireRequest
}

export type CallOutcomes = {
  failed: (of: CallOf, error: unknown) => void
  done: (of: CallOf) => void
}

export type CallOf = {
  corpId: string
  api: string
  scope: string | undefined
}

export type ClientHooks = {
  /** Whether the app may still call for a corp. @throws ProblemError */
  requireActive?: ((corpId: string) => Promise<void>) | undefined
  outcomes?: CallOutcomes | undefined
  /** @returns whether tokens come from another call from now on */
  onTokenRefused?: (() => boolean) | undefined
}

export function createClient(
  caller: Caller,
  settings: DingTalkSettings,
  tokens: TokenCache,
  hooks: ClientHooks = {},
): DingTalkClient {
  const reads = new SharedReads()
  const toCorp = (corpId: string) => settings.corpId ?? corpId

  /** Makes a call with the corp's token, and once more if the token turns out to be invalid. */
  async function call(of: CorpCall, budget: Budget): Promise<unknown> {
    const lane = laneOf(of.corp, of.api)
    const attempt = ({ value }: Token) => {
      const { isRepeatable, toRequest } = of
      const request = toRequest(value)
      const secrets = [value, ...of.secrets]
      return caller.call({ lane, isRepeatable, request, secrets }, budget)
    }
    await hooks.requireActive?.(of.corp)
    const called = { corpId: of.corp, api: of.api, scope: of.scope }
    try {
      const reply = await withToken(of.corp, attempt)
      hooks.outcomes?.done(called)
      return reply
    } catch (err) {
      const error = of.scope === undefined ? err : withScope(err, of.scope)
      hooks.outcomes?.failed(called, error)
      throw error
    }
  }

  async function withToken(
    corp: string,
    attempt: (token: Token) => Promise<unknown>,
  ): Promise<unknown> {
    // DingTalk does not count calls for tokens.
    const freshToken = () => outsideAllowance(() => tokens.get(corp))
    let token = await freshToken()
    for (let refused = 1; ; refused += 1) {
      try {
        return await attempt(token)
      } catch (error) {
        if (!(error instanceof InvalidToken)) throw error
        if (refused > 1 && hooks.onTokenRefused?.() !== true) throw error
      }
      tokens.drop(corp, token)
      token = await freshToken()
    }
  }

  function read(of: CorpCall, path: string, signal: AbortSignal | undefined): Promise<unknown> {
    const start = (shared: AbortSignal | undefined) => call(of, caller.budget(shared))
    return reads.read(laneOf(of.corp, path), signal, start)
  }

  async function change(of: CorpCall, signal?: AbortSignal): Promise<unknown> {
    try {
      return await call(of, caller.budget(signal))
    } finally {
      reads.forget(laneOf(of.corp, ''))
    }
  }

  return {
    callApi(corpId, apiCall) {
      const { method, api, path = api, body, changesState, scope, signal } = apiCall
      const isRepeatable = !(changesState ?? method !== 'GET')
      const of: CorpCall = {
        corp: toCorp(corpId),
        api: `${method} ${api}`,
        scope,
        isRepeatable,
        secrets: [],
        toRequest: (token) => ({
          method,
          baseUrl: settings.apiUrl,
          path,
          headers: { 'x-acs-dingtalk-access-token': token },
          body,
        }),
      }
      const isShared = isRepeatable && method === 'GET' && body === undefined
      return isShared ? read(of, path, signal) : change(of, signal)
    },

    callOapi(corpId, { path, changesState = true, body, secrets = [], scope }) {
      const of: CorpCall = {
        corp: toCorp(corpId),
        api: path,
        scope,
        isRepeatable: !changesState,
        secrets,
        toRequest: (token) => ({
          method: 'POST',
          baseUrl: settings.oapiUrl,
          path: `${path}?access_token=${encodeURIComponent(token)}`,
          body,
        }),
      }
      return call(of, caller.budget())
    },

    forgetReads(corpId) {
      reads.forget(corpId === undefined ? '' : laneOf(toCorp(corpId), ''))
    },
  }
}

function withScope(error: unknown, scope: string): unknown {
  if (!isWithoutPermission(error) || error.requiredScopes !== undefined) return error
  return permissionMissing([scope], error.cause)
}
