import { requestAuthCode$ } from 'dingtalk-jsapi/api/union/requestAuthCode'
import { withinTime } from './call.ts'
import { DingTalkError } from './dingtalk-error.ts'
import './platform.ts'

/** Milliseconds. A slow phone answers in about one second. */
const timeLimit = 8000

/**
 * Asks the DingTalk client who is looking. The code is valid five minutes and once; it needs
 * neither `dd.config` nor `dd.ready`. Rejects with `DingTalkError`.
 */
export async function requestAuthCode(corpId: string, clientId: string): Promise<string> {
  const answer = await withinTime(() => requestAuthCode$({ corpId, clientId }), timeLimit)
  // dingtalk-jsapi types the answer; not every client keeps to it.
  const code: unknown = answer?.code
  if (typeof code !== 'string' || code === '')
    throw new DingTalkError('refused', 'the client answered without a code')
  return code
}
