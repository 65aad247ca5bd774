import { launchPageSchema, type LaunchPage } from '#shared/schemas/launch-page.ts'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { deriveSecret, encrypt, decrypt } from '#proxy/base/secrets.ts'

/** Encrypts pages of e签宝 for the database, as an address alone lets anybody finish the draft. */
export type EncryptedPages = {
  encrypt: (page: LaunchPage) => string
  /** @returns null if it was encrypted with a secret that is no longer used */
  decrypt: (encrypted: string) => LaunchPage | null
}

/** @param secrets the first encrypts, all decrypt */
export function createEncryptedPages(secrets: readonly string[]): EncryptedPages {
  const keys = secrets.map((secret) => deriveSecret(secret, 'start pages'))
  const [newest] = keys
  if (newest === undefined) throw new Error('encrypting needs a secret')
  return {
    encrypt: (page) => encrypt(JSON.stringify(page), newest),
    decrypt(encrypted) {
      for (const key of keys) {
        const text = decrypt(encrypted, key)
        if (text !== null) return launchPageSchema.safeParse(parseJsonText(text)).data ?? null
      }
      return null
    },
  }
}
