import type { Config } from '#proxy/config.ts'
import { deriveSecret } from '#proxy/base/secrets.ts'

type Secrets = Pick<Config, 'flowLinkSecrets'> & { sessionSecrets: readonly string[] }

/**
 * The secrets of flow links: the first signs, all verify. Secrets derived from the session secrets
 * follow the configured ones, so that links from before these were set stay valid.
 */
export function linkSecretsOf(config: Secrets): readonly (string | Uint8Array)[] {
  const derived = config.sessionSecrets.map((secret) => deriveSecret(secret, 'flow-link'))
  return [...(config.flowLinkSecrets ?? []), ...derived]
}
