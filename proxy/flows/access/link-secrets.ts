import { randomBytes } from 'node:crypto'
import type { Config } from '#proxy/config.ts'
import { deriveSecret } from '#proxy/secrets.ts'

/**
 * The secrets of flow links: the first signs, all verify. Without a setting they are derived from
 * the session secrets; in sandbox mode without either, a random one of this process.
 */
export function linkSecretsOf({
  flowLinkSecrets,
  sessionSecrets,
}: Pick<Config, 'flowLinkSecrets' | 'sessionSecrets'>): readonly (string | Uint8Array)[] {
  return flowLinkSecrets ?? sessionSecrets?.map(derive) ?? [randomBytes(32)]
}

function derive(sessionSecret: string): Uint8Array {
  return deriveSecret(sessionSecret, 'flow-link')
}
