/**
 * The SHA-256 of a text in UTF-8, as 64 hexadecimal digits; null where the browser cannot compute
 * it, as on a page that came over plain http.
 */
export async function fingerprintOf(text: string): Promise<string | null> {
  // Typed as if it were always there.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (!subtle) return null
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
