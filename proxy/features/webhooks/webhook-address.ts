import { isPublicHttps } from '#proxy/base/http/public-address.ts'

/**
 * An address that webhooks may be sent to: by https on port 443 to a host with a public name, or to
 * one of the hosts that the settings allow.
 * @returns null if it is none
 */
export function toWebhookAddress(text: string, allowedHosts: readonly string[]): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.username !== '' || url.password !== '') return null
  const isHttp = url.protocol === 'https:' || url.protocol === 'http:'
  if (isHttp && allowedHosts.includes(url.hostname)) return url
  // The URL parser leaves out the port that https has anyway.
  return isPublicHttps(url) && url.port === '' ? url : null
}
