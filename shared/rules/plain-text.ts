/** Longest text that is taken from others, in UTF-16 units. */
export const maxTextLength = 2000

/** Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9). */
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/** Letters and a braille pattern that show nothing: fillers of Hangul, and the one without dots. */
const blanks = /[\u115F\u1160\u2800\u3164\uFFA0]/g

/** Variation selectors, which show nothing, and what they stand behind if it is an emoji. */
const selectors = /(\p{Emoji}?)([\uFE00-\uFE0F\u{E0100}-\u{E01EF}]+)(\u20E3?)/gu

/** A text without control characters and ends of lines. */
export const oneLine = /^[^\p{Cc}\u2028\u2029]*$/u

const half = /[\uD800-\uDBFF]$/

/**
 * Without the characters that turn round what follows, and those that hide a text from people but
 * not from programs; cut, with an ellipsis, at `maxTextLength`.
 */
export function plainText(text: string): string {
  const plain = text.replace(bidiControls, '').replace(blanks, '').replace(selectors, withOne)
  if (plain.length <= maxTextLength) return plain
  return `${plain.slice(0, maxTextLength - 1).replace(half, '')}…`
}

/** One selector says how an emoji, or a digit in a keycap (U+20E3), is drawn. */
function withOne(_all: string, emoji: string, selected: string, keycap: string): string {
  const isDrawn = emoji > '\u00FF' || (emoji !== '' && keycap !== '')
  const kept = isDrawn && /^[\uFE0E\uFE0F]/.test(selected) ? selected.charAt(0) : ''
  return emoji + kept + keycap
}
