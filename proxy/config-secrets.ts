import type { Settings } from './settings.ts'

/** Bytes. */
export const minSecretBytes = 32

/** Characters. */
const minMetricsTokenLength = 16

export function readSecrets(settings: Settings, name: string): readonly string[] | null {
  const secrets = settings.list(name)
  if (secrets.some((secret) => Buffer.byteLength(secret) < minSecretBytes)) {
    settings.reject(
      `${name} is too short: each of its comma-separated parts needs at least ${minSecretBytes} bytes.`,
    )
  }
  return secrets.length > 0 ? Object.freeze(secrets) : null
}

export function readNoticeSecrets(settings: Settings): readonly string[] | null {
  const secrets = settings.list('ESIGN_NOTICE_SECRET')
  if (secrets.some((secret) => !/^[\w.~-]{8,200}$/.test(secret))) {
    settings.reject(
      'ESIGN_NOTICE_SECRET is invalid: use 8 to 200 random letters, digits, "-" and "_", or unset it.',
    )
  }
  return secrets.length > 0 ? Object.freeze(secrets) : null
}

export function readMetricsToken(settings: Settings): string | null {
  const token = settings.text('METRICS_TOKEN')
  if (token !== null && token.length < minMetricsTokenLength) {
    settings.reject(
      `METRICS_TOKEN is too short: set at least ${minMetricsTokenLength} random characters, for example the output of "openssl rand -hex 24", or unset it.`,
    )
  }
  return token
}
