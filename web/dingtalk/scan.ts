import { scan$ } from 'dingtalk-jsapi/api/union/scan'
import { withinTime } from './call.ts'
import { isPhoneClient } from './platform.ts'

/** Milliseconds. People take their time; this only ends a scan that the client forgot. */
const timeLimit = 180_000

/** Scanning exists in the phone clients only. */
export const canScan = isPhoneClient

/** Opens the client's QR scanner and gives the text it read. Rejects with `DingTalkError`. */
export async function scanQrCode(): Promise<string> {
  // Typed `{code}`; older clients answer `{text}`.
  const answer: { code?: unknown; text?: unknown } = await withinTime(
    () => scan$({ type: 'qr' }),
    timeLimit,
  )
  const text = answer?.code ?? answer?.text
  return typeof text === 'string' ? text : ''
}
