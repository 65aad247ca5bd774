import { ProblemError } from '#proxy/http/problem.ts'
import { outsideAllowance } from '#proxy/limits/call-allowance.ts'
import type { DingTalkSettings } from '#proxy/config.ts'
import { laneOf, type Budget, type Caller } from './caller.ts'
import type { ReadLarge } from './exchange.ts'
import { permissionMissing } from './refusal-error.ts'
import { SharedReads } from './shared-reads.ts'
import type { Token, TokenCache } from '#proxy/dingtalk/tokens/token-cache.ts'
import type { WireRequest } from './transport.ts'
import { InvalidToken } from './upstream-refusal.ts'

/** A call of the new host. */
export type ApiCall = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The API, as documented: its path with names in place of parameters. Limits are per API. */
  api: string
  /** Its parameters encoded, with the query; `api` itself when left out. */
  path?: string
  body?: unknown
  /**
   * Whether the call changes something upstream, so that it must be sent once only and never shared.
   * When left out, a GET is a read and anything else a change.
   */
  changesState?: boolean
  /** The permission that the call needs, named to callers when upstream names none. */
  scope?: string
  /** What reads a large reply, in place of parsing it here; of no effect on other replies. */
  readLarge?: ReadLarge
  /** Gives up; the call then rejects with the signal's reason. */
  signal?: AbortSignal
}

/** A call of the old host, always POST. */
type OapiCall = {
  path: string
  /** Whether it changes something; it does when left out. */
  changesState?: boolean
  /** As that of an `ApiCall`. */
  scope?: string
  body: Readonly<Record<string, unknown>>
  /** What of the body must not appear in messages. */
  secrets?: readonly string[]
}

/**
 * Calls DingTalk on behalf of a corp. Both give the parsed body of a reply that succeeded. Calls wait
 * for their turn where they would exceed a limit; reads are repeated after failures that may pass,
 * and identical ones under way share one call.
 */
export type DingTalkClient = {
  callApi(corpId: string, call: ApiCall): Promise<unknown>
  callOapi(corpId: string, call: OapiCall): Promise<unknown>
  /**
   * Keeps later reads from joining those under way of a corp, or of all, after a change upstream.
   */
  forgetReads(corpId?: string): void
}

/** A call to either host. */
type CorpCall = {
  /** An internal app has one corp, and so one token. */
  corp: string
  api: string
  scope: string | undefined
  isRepeatable: boolean
  secrets: readonly string[]
  readLarge?: ReadLarge | undefined
  toRequest: (token: string) => WireRequest
}

/** Told how the calls of a corp went. */
export type CallOutcomes = {
  failed: (of: CallOf, error: unknown) => void
  done: (of: CallOf) => void
}

export type CallOf = {
  corpId: string
  api: string
  /** The permission that it needs, as far as the caller knows. */
  scope: string | undefined
}

export type ClientHooks = {
  /** Whether the app may still call for a corp. @throws ProblemError */
  requireActive?: ((corpId: string) => Promise<void>) | undefined
  outcomes?: CallOutcomes | undefined
  /**
   * Told that a fresh token was refused.
   * @returns whether tokens come from another call from now on
   */
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

  /** Makes a call with the corp's token, and once more when that turns out to be invalid. */
  async function call(of: CorpCall, budget: Budget): Promise<unknown> {
    const lane = laneOf(of.corp, of.api)
    const attempt = ({ value }: Token) => {
      const { isRepeatable, toRequest, readLarge } = of
      const request = toRequest(value)
      const secrets = [value, ...of.secrets]
      return caller.call({ lane, isRepeatable, request, secrets, readLarge }, budget)
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

  /** Tries again with a fresh token where one is refused, and with one of another call after that. */
  async function withToken(
    corp: string,
    attempt: (token: Token) => Promise<unknown>,
  ): Promise<unknown> {
    // DingTalk does not count calls for tokens.
    const freshToken = () => outsideAllowance(() => tokens.get(corp))
    let token = await freshToken()
    for (let refused = 1; ; refused += 1) {
      try {
        // oxlint-disable-next-line no-await-in-loop
        return await attempt(token)
      } catch (error) {
        if (!(error instanceof InvalidToken)) throw error
        if (refused > 1 && hooks.onTokenRefused?.() !== true) throw error
      }
      tokens.drop(corp, token)
      // oxlint-disable-next-line no-await-in-loop
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
      const { method, api, path = api, body, changesState, scope, readLarge, signal } = apiCall
      const isRepeatable = !(changesState ?? method !== 'GET')
      const of: CorpCall = {
        corp: toCorp(corpId),
        api: `${method} ${api}`,
        scope,
        isRepeatable,
        secrets: [],
        readLarge,
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
  const unnamed = error instanceof ProblemError && error.code === 'upstream-permission'
  if (!unnamed || error.requiredScopes !== undefined) return error
  return permissionMissing([scope], error.cause)
}
