import { hkdf, webcrypto } from 'node:crypto'
import { promisify } from 'node:util'
import type { CryptoKey } from 'jose'

/** The key that a secret gives for sessions; other uses of the secret derive others. */
export async function deriveKey(secret: string): Promise<CryptoKey> {
  const bytes = await promisify(hkdf)('sha256', secret, '', 'session', 32)
  return webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])
}
