import { TextDecoder } from 'node:util'
import { ProblemError } from '../problem.ts'

const utf8 = new TextDecoder()

/**
 * Reads a reply as JSON in whatever charset it says it is.
 * @returns undefined when it is not JSON
 * @throws ProblemError `upstream-throttled` for the page with which DingTalk's gate refuses an IP
 * address
 */
export function parseJson(bytes: Uint8Array, contentType: string): unknown {
  const text = decoderFor(contentType).decode(bytes)
  try {
    return JSON.parse(text)
  } catch {
    if (isPunishmentPage(text)) throw punished()
    return undefined
  }
}

function decoderFor(contentType: string): TextDecoder {
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase()
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return utf8
  try {
    return new TextDecoder(charset)
  } catch {
    return utf8
  }
}

/**
 * Beyond 10,000 calls in 20 seconds from one address, DingTalk's gate refuses that address for five
 * minutes, with an HTML page or `{"status":1111,"wait":5,"source":"x5","punish":"deny",…}`
 * (call-frequency-limit).
 */
export function punished(): ProblemError {
  return new ProblemError('upstream-throttled', 'DingTalk refuses our address for five minutes.', {
    retryAfter: 300,
  })
}

function isPunishmentPage(text: string): boolean {
  return /^\s*</.test(text) && /punish|x5sec/i.test(text.slice(0, 20_000))
}
