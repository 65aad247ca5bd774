import { plainText } from '#shared/rules/plain-text.ts'

/** Longest text of others in an answer, in characters. */
const maxLength = 200

/** Control, format and line characters, which can hide or reorder what stands beside them. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** A text written by others on one line, cut at 200 characters. */
export function quoted(text: string): string {
  const line = plainText(text).replace(hidden, ' ').replace(/ {2,}/g, ' ').trim()
  const characters = Array.from(line)
  return characters.length <= maxLength ? line : `${characters.slice(0, maxLength - 1).join('')}…`
}
