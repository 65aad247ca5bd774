import { requestAuthCode } from '#web/dingtalk/auth-code.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { appConfig } from '#web/api/queries/app-config.ts'
import { pageCorp } from './page-corp.ts'

// This stands in the head of the page with all that it imports, and all else waits for it: what is not
// needed to ask the client belongs elsewhere.

/** The organisation to sign in to. Rejects with `corp-unknown` when nothing tells. */
export async function corpToSignInTo(): Promise<string> {
  const corpId = pageCorp() ?? (await appConfig).corpId
  if (corpId === null) throw new ApiError('corp-unknown', 'no corpId in the address')
  return corpId
}

async function askClient(): Promise<string> {
  if (dingTalkPlatform === null)
    throw new ApiError('outside-dingtalk', 'not in the DingTalk client')
  try {
    return await requestAuthCode(await corpToSignInTo(), (await appConfig).clientId)
  } catch (cause) {
    if (!(cause instanceof DingTalkError)) throw cause
    const code = cause.failure === 'no-answer' ? 'auth-code-no-answer' : 'auth-code-refused'
    throw new ApiError(code, `${cause.nativeCode ?? cause.failure}: ${cause.message}`)
  }
}

const first: { code: Promise<string> | null } = { code: null }

/** Asks the client who is looking, before anybody needs to know; a failure meets whoever does. */
export function askClientFirst(): void {
  first.code = askClient()
  first.code.catch(() => {})
}

/**
 * An auth code of whoever looks, good for one sign-in: that which was asked for first, else a new one.
 * Rejects with `ApiError`.
 */
export function clientCode(): Promise<string> {
  const { code } = first
  first.code = null
  return code ?? askClient()
}
