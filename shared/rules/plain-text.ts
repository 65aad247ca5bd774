/** Longest text that is taken from others, in UTF-16 units. */
export const maxTextLength = 2000

/** Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9). */
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/** A text without control characters and ends of lines. */
export const oneLine = /^[^\p{Cc}\u2028\u2029]*$/u

const half = /[\uD800-\uDBFF]$/

/**
 * Without the characters that turn round what follows, and cut, with an ellipsis, at
 * `maxTextLength`.
 */
export function plainText(text: string): string {
  const plain = text.replace(bidiControls, '')
  if (plain.length <= maxTextLength) return plain
  return `${plain.slice(0, maxTextLength - 1).replace(half, '')}…`
}
