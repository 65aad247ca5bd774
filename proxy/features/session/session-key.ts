import { hkdf, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import type { CryptoKey } from 'jose'

/** The session key derived from a secret; other uses derive other keys. */
export async function deriveKey(secret: string): Promise<CryptoKey> {
  const bytes = await promisify(hkdf)('sha256', secret, '', 'session', 32)
  return webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
}
