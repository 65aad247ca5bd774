/** An escape that is half of a character, or any other escape, which is skipped as a whole. */
const escape =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|.)/gs

/**
 * Reads JSON that comes from outside. Its texts and keys are well-formed: half a surrogate pair, which
 * JSON can escape and Postgres refuses, becomes U+FFFD.
 * @param text decoded from bytes, so that it has no halves itself
 * @returns undefined when it is not JSON
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
