import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

type Secret = string | Uint8Array

/** Derives a secret for one use, which reveals none of the others. */
export function deriveSecret(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', use, 32))
}

export function sign(secret: Secret, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

/** @param signature in base64url */
export function isSignedByAny(
  secrets: readonly Secret[],
  text: string,
  signature: string,
): boolean {
  const given = Buffer.from(signature, 'base64url')
  return secrets.some((secret) => isSame(given, sign(secret, text)))
}

/** Compares in constant time. */
export function isSame(given: Secret, expected: Secret): boolean {
  // `timingSafeEqual` needs equal lengths, which digests have.
  return timingSafeEqual(digestOf(given), digestOf(expected))
}

function digestOf(value: Secret): Buffer {
  return createHash('sha256').update(value).digest()
}
