import { createHash, randomBytes } from 'node:crypto'

/** What begins a person's token, so that scanners of leaked secrets find it. */
const tokenPrefix = 'cpa_'
/** What begins an organisation's key. */
const keyPrefix = 'cpk_'

export function newToken(): string {
  return tokenPrefix + randomBytes(32).toString('base64url')
}

export function newKey(): string {
  return keyPrefix + randomBytes(32).toString('base64url')
}

/** What an administrator tells an assistant, to prove a key: eight digits. */
export function newProof(): string {
  return String(randomBytes(6).readUIntBE(0, 6) % 100_000_000).padStart(8, '0')
}

/** Enough for random secrets of 32 bytes. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/**
 * The kind of what a request carries as `Authorization: Bearer …`.
 * @returns null for none of ours
 */
export function readBearer(
  header: string | undefined,
): { kind: 'token' | 'key'; hash: string } | null {
  const [, secret = ''] = /^Bearer +(cp[ak]_[\w-]{43})$/i.exec(header?.trim() ?? '') ?? []
  if (secret === '') return null
  return { kind: secret.startsWith(tokenPrefix) ? 'token' : 'key', hash: hashOf(secret) }
}
