import { createHmac, randomBytes } from 'node:crypto'
import { deriveSecret, seal, unseal } from '#proxy/base/secrets.ts'

const prefix = 'whsec_'

const secretBytes = 32

/** Secrets of webhooks, encrypted for the database. */
export type WebhookSecrets = {
  /** @returns a new secret as receivers are given it, and encrypted */
  make: () => { secret: string; sealed: string }
  /** @returns null if it was sealed with a session secret that is no longer used */
  unseal: (sealed: string) => string | null
}

/** @param sessionSecrets the first seals, all unseal */
export function createWebhookSecrets(sessionSecrets: readonly string[]): WebhookSecrets {
  const keys = sessionSecrets.map((secret) => deriveSecret(secret, 'webhook secrets'))
  const [newest] = keys
  if (newest === undefined) throw new Error('sealing needs a secret')
  return {
    make() {
      const secret = prefix + randomBytes(secretBytes).toString('base64')
      return { secret, sealed: seal(secret, newest) }
    },
    unseal(sealed) {
      for (const key of keys) {
        const secret = unseal(sealed, key)
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
