import { requestAuthCode$ } from 'dingtalk-jsapi/api/union/requestAuthCode'
import { callClient, markOutcome } from './call.ts'
import { DingTalkError } from './dingtalk-error.ts'
import './platform.ts'

/** Milliseconds; a slow phone answers in about one second. */
const timeoutMs = 8000

/**
 * Requests an auth code from the DingTalk client. It is valid for five minutes and one use, and
 * needs neither `dd.config` nor `dd.ready`. Rejects with `DingTalkError`.
 */
export async function requestAuthCode(corpId: string, clientId: string): Promise<string> {
  const asked = callClient(() => requestAuthCode$({ corpId, clientId }), timeoutMs)
  markOutcome('auth-code', asked)
  const answer = await asked
  // dingtalk-jsapi types the answer, but not every client conforms.
  const code: unknown = answer?.code
  if (typeof code !== 'string' || code === '')
    throw new DingTalkError('refused', 'the client answered without a code')
  return code
}
