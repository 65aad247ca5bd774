import { requestAuthCode } from '#web/dingtalk/auth-code.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { readAppConfig } from '#web/api/queries/app-config.ts'

// This stands in the head of the page with all that it imports, and all else waits for it: what is not
// needed to ask the client belongs elsewhere.

/** The organisation to sign in to. Rejects with `corp-unknown` when nothing tells. */
export async function corpToSignInTo(pageCorpId: string | null): Promise<string> {
  const corpId = pageCorpId ?? (await readAppConfig()).corpId
  if (corpId === null) throw new ApiError('corp-unknown', 'no corpId in the address')
  return corpId
}

async function codeFor(pageCorpId: string | null): Promise<string> {
  if (dingTalkPlatform === null)
    throw new ApiError('outside-dingtalk', 'not in the DingTalk client')
  try {
    return await requestAuthCode(await corpToSignInTo(pageCorpId), (await readAppConfig()).clientId)
  } catch (cause) {
    if (!(cause instanceof DingTalkError)) throw cause
    const code = cause.failure === 'no-answer' ? 'auth-code-no-answer' : 'auth-code-refused'
    throw new ApiError(code, `${cause.nativeCode ?? cause.failure}: ${cause.message}`)
  }
}

/**
 * Asks the client who is looking: an auth code, good for one sign-in. Rejects with `ApiError`, which
 * nobody has to catch before it is needed.
 */
export function askClient(pageCorpId: string | null): Promise<string> {
  const code = codeFor(pageCorpId)
  code.catch(() => {})
  return code
}
