import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

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

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/**
 * Encrypts a text; the result may be part of an address.
 * @param key 32 bytes, as `deriveSecret` gives them
 */
export function encrypt(text: string, key: Buffer): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, key, iv)
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64url')
}

/** @returns the text of `encrypt`; null if it was encrypted with another key, or changed */
export function decrypt(encrypted: string, key: Buffer): string | null {
  const bytes = Buffer.from(encrypted, 'base64url')
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes))
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
    const content = decipher.update(bytes.subarray(ivBytes + tagBytes))
    return Buffer.concat([content, decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
