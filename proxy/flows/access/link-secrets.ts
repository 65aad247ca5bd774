import { randomBytes } from 'node:crypto'
import type { Config } from '#proxy/config.ts'
import { deriveSecret } from '#proxy/secrets.ts'

/**
 * The secrets of flow links: the first signs, all verify. Secrets derived from the session secrets
 * follow the configured ones, so that links from before these were set stay valid; sandbox mode
 * without either uses a random secret of this process.
 */
export function linkSecretsOf({
  flowLinkSecrets,
  sessionSecrets,
}: Pick<Config, 'flowLinkSecrets' | 'sessionSecrets'>): readonly (string | Uint8Array)[] {
  const secrets = [...(flowLinkSecrets ?? []), ...(sessionSecrets ?? []).map(derive)]
  return secrets.length > 0 ? secrets : [randomBytes(32)]
}

function derive(sessionSecret: string): Uint8Array {
  return deriveSecret(sessionSecret, 'flow-link')
}
