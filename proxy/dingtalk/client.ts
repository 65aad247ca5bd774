import { ProblemError } from '../problem.ts'
import type { DingTalkSettings } from '../config.ts'
import { permissionMissing } from './error-codes.ts'
import { exchange } from './exchange.ts'
import type { Token, TokenCache } from './token-cache.ts'
import type { Transport, WireRequest } from './transport.ts'
import { InvalidToken } from './upstream-refusal.ts'

/** A call of the new host; its path parameters are encoded already. */
export type ApiCall = {
  method: 'GET' | 'POST'
  path: string
  body?: unknown
  /**
   * Whether the call changes something upstream, so that it must be sent once only and never shared.
   * When left out, a GET is a read and a POST a change.
   */
  changesState?: boolean
  /** The permission that the call needs, named to callers when upstream names none. */
  scope?: string
}

/** A call of the old host, always POST. */
type OapiCall = {
  path: string
  body: Readonly<Record<string, string>>
}

/** Calls DingTalk on behalf of a corp. Both give the parsed body of a reply that succeeded. */
export type DingTalkClient = {
  callApi(corpId: string, call: ApiCall): Promise<unknown>
  callOapi(corpId: string, call: OapiCall): Promise<unknown>
}

export function createClient(
  transport: Transport,
  settings: DingTalkSettings,
  tokens: TokenCache,
): DingTalkClient {
  // An internal app has one corp, and so one token.
  const keyOf = (corpId: string) => settings.corpId ?? corpId

  /** Runs a call with the corp's token, and once more when that turns out to be invalid. */
  async function withToken(
    corpId: string,
    secrets: readonly string[],
    toRequest: (token: string) => WireRequest,
  ): Promise<unknown> {
    const key = keyOf(corpId)
    const attempt = ({ value }: Token) => exchange(transport, toRequest(value), [value, ...secrets])
    const token = await tokens.get(key)
    try {
      return await attempt(token)
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error
      tokens.drop(key, token)
      return attempt(await tokens.get(key))
    }
  }

  return {
    async callApi(corpId, { method, path, body, scope }) {
      try {
        return await withToken(corpId, [], (token) => ({
          method,
          baseUrl: settings.apiUrl,
          path,
          headers: { 'x-acs-dingtalk-access-token': token },
          body,
        }))
      } catch (error) {
        throw scope === undefined ? error : withScope(error, scope)
      }
    },

    callOapi(corpId, { path, body }) {
      return withToken(corpId, Object.values(body), (token) => ({
        method: 'POST',
        baseUrl: settings.oapiUrl,
        path: `${path}?access_token=${encodeURIComponent(token)}`,
        body,
      }))
    },
  }
}

function withScope(error: unknown, scope: string): unknown {
  const unnamed = error instanceof ProblemError && error.code === 'upstream-permission'
  if (!unnamed || error.requiredScopes !== undefined) return error
  return permissionMissing([scope], error.cause)
}
