import { TextDecoder } from 'node:util'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { addressRefused } from './transient-failure.ts'

const utf8 = new TextDecoder()

/**
 * In the charset that it declares.
 * @returns undefined if it is not JSON
 * @throws ProblemError `upstream-throttled` for the page with which DingTalk's gateway blocks an
 * address
 */
export function parseJson(bytes: Uint8Array, contentType: string): unknown {
  const text = decoderFor(contentType).decode(bytes)
  const value = parseJsonText(text)
  if (value === undefined && isPunishmentPage(text)) throw addressRefused()
  return value
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

/** The HTML form of `{"status":1111,"punish":"deny",…}`. */
function isPunishmentPage(text: string): boolean {
  return /^\s*</.test(text) && /punish|x5sec/i.test(text.slice(0, 20_000))
}
