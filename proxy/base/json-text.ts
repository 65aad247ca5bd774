/** An escaped lone surrogate (captured), or any other escape, which is skipped. */
const escape =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|.)/gs

/**
 * Lone surrogates, which JSON can escape but Postgres rejects, become U+FFFD.
 * @param text decoded from bytes, so that it contains none unescaped
 * @returns undefined if it is not JSON
 */
export function parseJsonText(text: string): unknown {
  const wellFormed = /\\u[dD][89a-fA-F]/.test(text)
    ? text.replace(escape, (whole, half?: string) => (half === undefined ? whole : '\uFFFD'))
    : text
  try {
    return JSON.parse(wellFormed)
  } catch {
    return undefined
  }
}
