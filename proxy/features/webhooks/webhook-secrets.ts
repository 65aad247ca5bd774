import { createHmac, randomBytes } from 'node:crypto'
import { deriveSecret, encrypt, decrypt } from '#proxy/base/secrets.ts'

const prefix = 'whsec_'

const secretBytes = 32

/** Secrets of webhooks, encrypted for the database. */
export type WebhookSecrets = {
  /** @returns a new secret as receivers are given it, and encrypted */
  make: () => { secret: string; encrypted: string }
  /** @returns null if it was encrypted with a session secret that is no longer used */
  decrypt: (encrypted: string) => string | null
}

/** @param sessionSecrets the first encrypts, all decrypt */
export function createWebhookSecrets(sessionSecrets: readonly string[]): WebhookSecrets {
  const keys = sessionSecrets.map((secret) => deriveSecret(secret, 'webhook secrets'))
  const [newest] = keys
  if (newest === undefined) throw new Error('encrypting needs a secret')
  return {
    make() {
      const secret = prefix + randomBytes(secretBytes).toString('base64')
      return { secret, encrypted: encrypt(secret, newest) }
    },
    decrypt(encrypted) {
      for (const key of keys) {
        const secret = decrypt(encrypted, key)
        if (secret !== null) return secret
      }
      return null
    },
  }
}

/**
 * The header `webhook-signature` of Standard Webhooks 1.0.0.
 * @param seconds the header `webhook-timestamp`
 */
export function signatureOf(
  secrets: readonly string[],
  { id, seconds, body }: { id: string; seconds: number; body: string },
): string {
  const signed = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return signed.join(' ')
}
