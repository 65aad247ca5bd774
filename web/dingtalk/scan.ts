import { scan$ } from 'dingtalk-jsapi/api/union/scan'
import { callClient } from './call.ts'
import { isPhoneClient } from './platform.ts'

/** Milliseconds; generous for the person, and ends a scan to which the client never answers. */
const timeoutMs = 180_000

/** Only the phone clients can scan. */
export const canScan = isPhoneClient

/** Opens the client's QR scanner and resolves with the text. Rejects with `DingTalkError`. */
export async function scanQrCode(): Promise<string> {
  // Typed as `{code}`, but older clients answer `{text}`.
  const answer: { code?: unknown; text?: unknown } = await callClient(
    () => scan$({ type: 'qr' }),
    timeoutMs,
  )
  const text = answer?.code ?? answer?.text
  return typeof text === 'string' ? text : ''
}
