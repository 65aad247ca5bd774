import { randomBytes } from 'node:crypto'
import type { Config } from '#proxy/config.ts'
import { deriveSecret, isSame } from '#proxy/secrets.ts'

/**
 * The secrets in the address of notices, which are not signed. The first is given to e签宝, all are
 * accepted: e签宝 keeps an address for good, so derived ones work as long as their session secret is
 * set, also behind ones that were set later.
 */
export type NoticeSecrets = readonly [string, ...string[]]

export function noticeSecretsOf(
  config: Pick<Config, 'noticeSecrets' | 'sessionSecrets'>,
): NoticeSecrets {
  const derived = (config.sessionSecrets ?? []).map(derive)
  const [first, ...others] = [...(config.noticeSecrets ?? []), ...derived]
  // In sandbox mode, where the sandbox is told the address anew at each start.
  return first === undefined ? [randomBytes(32).toString('base64url')] : [first, ...others]
}

function derive(sessionSecret: string): string {
  return deriveSecret(sessionSecret, 'esign-notices').toString('base64url')
}

/** In constant time. */
export function isNoticeSecret(given: string, secrets: NoticeSecrets): boolean {
  return secrets.map((secret) => isSame(given, secret)).includes(true)
}

/**
 * Where e签宝 is to post notices.
 * @param origin without a slash at the end
 */
export function noticeAddress(origin: string, [secret]: NoticeSecrets): string {
  return `${origin}/callbacks/esign/${secret}`
}
