/**
 * Signs that mean something in DingTalk's markdown within a line, or mention somebody. Those of a list
 * begin a line, which a text of others never does.
 */
const signs = /[\\`*_[\]()#<>~@]/g

/** A line of text, which may hold what others wrote, as markdown that shows just this text. */
export function escaped(text: string): string {
  // An address would become a link.
  const plain = text
    .replaceAll('://', ':\u200B//')
    .replaceAll(/www\./gi, (start) => `${start}\u200B`)
  return plain.replaceAll(signs, (sign) => `\\${sign}`)
}

/** @param url ours, without parentheses */
export function linked(text: string, url: string): string {
  return `[${escaped(text)}](${url})`
}
