import { createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Config } from '#proxy/config.ts'

/**
 * The secrets that the address of notices may have, for e签宝 signs none of them. The first is in the
 * address that is given away, all are taken: e签宝 keeps an address for good, so one that was derived
 * from a session secret has to work for as long as that secret is set.
 */
export type NoticeSecrets = readonly [string, ...string[]]

export function noticeSecretsOf(
  config: Pick<Config, 'noticeSecrets' | 'sessionSecrets'>,
): NoticeSecrets {
  const [first, ...others] = config.noticeSecrets ?? (config.sessionSecrets ?? []).map(derive)
  // In sandbox mode, where the sandbox is told the address anew at each start.
  return first === undefined ? [randomBytes(32).toString('base64url')] : [first, ...others]
}

function derive(sessionSecret: string): string {
  const bytes = hkdfSync('sha256', sessionSecret, '', 'esign-notices', 32)
  return Buffer.from(bytes).toString('base64url')
}

/** Takes as long whatever is wrong with the secret. */
export function isNoticeSecret(given: string, secrets: NoticeSecrets): boolean {
  const digest = digestOf(given)
  return secrets.map((secret) => timingSafeEqual(digestOf(secret), digest)).includes(true)
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/**
 * Where e签宝 is to post notices.
 * @param origin without a slash at the end
 */
export function noticeAddress(origin: string, [secret]: NoticeSecrets): string {
  return `${origin}/callbacks/esign/${secret}`
}
