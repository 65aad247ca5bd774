import { launchPageSchema, type LaunchPage } from '#shared/schemas/launch-page.ts'
import { parseJsonText } from '#proxy/base/json-text.ts'
import { deriveSecret, seal, unseal } from '#proxy/base/secrets.ts'

/** Encrypts pages of e签宝 for the database, as an address alone lets anybody finish the draft. */
export type SealedPages = {
  seal: (page: LaunchPage) => string
  /** @returns null if it was sealed with a secret that is no longer used */
  unseal: (sealed: string) => LaunchPage | null
}

/** @param secrets the first seals, all unseal */
export function createSealedPages(secrets: readonly string[]): SealedPages {
  const keys = secrets.map((secret) => deriveSecret(secret, 'start pages'))
  const [newest] = keys
  if (newest === undefined) throw new Error('sealing needs a secret')
  return {
    seal: (page) => seal(JSON.stringify(page), newest),
    unseal(sealed) {
      for (const key of keys) {
        const text = unseal(sealed, key)
        if (text !== null) return launchPageSchema.safeParse(parseJsonText(text)).data ?? null
      }
      return null
    },
  }
}
