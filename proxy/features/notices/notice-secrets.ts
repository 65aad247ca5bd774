import { randomBytes } from 'node:crypto'
import type { Config } from '#proxy/config.ts'
import { deriveSecret, isSame } from '#proxy/base/secrets.ts'

/**
 * The secrets in the address of notices, which are unsigned. e签宝 is given the first, all are
 * accepted. e签宝 keeps an address permanently, so secrets derived from a session secret stay valid
 * as long as it is set, even behind newer ones.
 */
export type NoticeSecrets = readonly [string, ...string[]]

export function noticeSecretsOf(
  config: Pick<Config, 'noticeSecrets' | 'sessionSecrets'>,
): NoticeSecrets {
  const derived = (config.sessionSecrets ?? []).map(derive)
  const [first, ...others] = [...(config.noticeSecrets ?? []), ...derived]
  // Sandbox mode: the sandbox is given the address at each start.
  return first === undefined ? [randomBytes(32).toString('base64url')] : [first, ...others]
}

function derive(sessionSecret: string): string {
  return deriveSecret(sessionSecret, 'esign-notices').toString('base64url')
}

/** Compares in constant time. */
export function isNoticeSecret(given: string, secrets: NoticeSecrets): boolean {
  return secrets.map((secret) => isSame(given, secret)).includes(true)
}

/**
 * The address e签宝 posts notices to.
 * @param origin without a slash at the end
 */
export function noticeAddress(origin: string, [secret]: NoticeSecrets): string {
  return `${origin}/callbacks/esign/${secret}`
}
