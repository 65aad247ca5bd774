import { hkdfSync, randomBytes } from 'node:crypto'
import type { Config } from '#proxy/config.ts'

/**
 * What signs links to flows: the first signs, all verify. Where no secrets are set for it, keys that
 * are derived from those of sessions; in sandbox mode without either, one that ends with the process.
 */
export function linkSecretsOf({
  flowLinkSecrets,
  sessionSecrets,
}: Pick<Config, 'flowLinkSecrets' | 'sessionSecrets'>): readonly (string | Uint8Array)[] {
  return flowLinkSecrets ?? sessionSecrets?.map(derive) ?? [randomBytes(32)]
}

function derive(sessionSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', sessionSecret, '', 'flow-link', 32))
}
