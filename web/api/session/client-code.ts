import { requestAuthCode } from '#web/dingtalk/auth-code.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { readAppConfig } from '#web/api/session/app-config.ts'

// This module and all its imports are inlined in the head of the page, before anything else, so it
// contains only what asking the client needs.

/**
 * The organisation to sign in to. Rejects with `corp-unknown` if neither the URL nor the settings
 * name one.
 */
export async function signInCorp(pageCorpId: string | null): Promise<string> {
  const corpId = pageCorpId ?? (await readAppConfig()).corpId
  if (corpId === null) throw new ApiError('corp-unknown', 'no corpId in the address')
  return corpId
}

async function codeFor(pageCorpId: string | null): Promise<string> {
  if (dingTalkPlatform === null)
    throw new ApiError('outside-dingtalk', 'not in the DingTalk client')
  try {
    return await requestAuthCode(await signInCorp(pageCorpId), (await readAppConfig()).clientId)
  } catch (cause) {
    if (!(cause instanceof DingTalkError)) throw cause
    const code = cause.failure === 'no-answer' ? 'auth-code-no-answer' : 'auth-code-refused'
    throw new ApiError(code, `${cause.nativeCode ?? cause.failure}: ${cause.message}`)
  }
}

/**
 * Asks the client for an auth code, valid for one sign-in. Rejects with `ApiError`. Rejections are
 * marked as handled, so callers may await it late.
 */
export function askClient(pageCorpId: string | null): Promise<string> {
  const code = codeFor(pageCorpId)
  code.catch(() => {})
  return code
}
