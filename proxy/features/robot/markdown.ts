/** Signs that mean something in DingTalk's markdown or mention somebody. */
const signs = /[\\`*_{}[\]()#+\-!<>|~@]/g

/** A line of text, which may hold what others wrote, as markdown that shows just this text. */
export function escaped(text: string): string {
  // An address would become a link.
  return text.replaceAll('://', ':\u200B//').replaceAll(signs, (sign) => `\\${sign}`)
}

/** @param url ours, without parentheses */
export function linked(text: string, url: string): string {
  return `[${escaped(text)}](${url})`
}
