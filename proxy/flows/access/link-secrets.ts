import { randomBytes } from 'node:crypto'
import type { Config } from '#proxy/config.ts'
import { deriveSecret } from '#proxy/secrets.ts'

/**
 * The secrets of flow links: the first signs, all verify. Those that are derived from the session secrets
 * come behind the ones that are set, so that links of before these were set stay valid; in sandbox mode
 * without either, it is a random one of this process.
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
