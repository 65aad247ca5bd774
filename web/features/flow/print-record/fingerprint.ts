/**
 * The SHA-256 of a text in UTF-8, as 64 hex digits; null if the browser cannot compute it, as on a
 * page served over plain http.
 */
export async function fingerprintOf(text: string): Promise<string | null> {
  // The type claims that it always exists.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle
  if (!subtle) return null
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
