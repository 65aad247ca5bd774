import type { ShareLink } from '#shared/schemas/flow/share-link.ts'
import { flowAddress } from './flow-address.ts'
import { isSignedByAny, sign } from '#proxy/base/secrets.ts'
import type { Clock } from '#shared/rules/time.ts'

/** Signed links to flows; docs/signed-links.md documents how to make them. */
export type FlowLinks = {
  /** @param expiresAt epoch milliseconds, truncated to whole seconds */
  create(corpId: string, taskId: string, expiresAt: number): ShareLink
  /**
   * Until when a link lets somebody of the corp see the flow, epoch milliseconds.
   * @param token the link's `access`
   * @returns null if it has expired, is for something else, or was not signed with our secret
   */
  verify(corpId: string, taskId: string, token: string): number | null
}

export type FlowLinksDeps = {
  /** The first signs, all verify. */
  secrets: readonly (string | Uint8Array)[]
  /** Our public address, without a slash at the end. */
  publicUrl: string
  now: Clock
}

/** How long a link made here is valid. */
export const linkLifetimeMs = 7 * 24 * 60 * 60 * 1000

const version = '1'

/** Eleven digits of seconds reach beyond the year 5000. */
const tokenPattern = /^1\.(\d{1,11})\.([\w-]{43})$/

export function createFlowLinks({ secrets, publicUrl, now }: FlowLinksDeps): FlowLinks {
  const [signingSecret] = secrets
  if (signingSecret === undefined) throw new Error('signed links need a secret')
  return {
    create(corpId, taskId, expiresAt) {
      const seconds = Math.floor(expiresAt / 1000)
      const text = signedText(corpId, taskId, String(seconds))
      const signature = sign(signingSecret, text).toString('base64url')
      const access = `${version}.${seconds}.${signature}`
      return {
        url: flowAddress(publicUrl, corpId, taskId, { access }),
        expiresAt: seconds * 1000,
      }
    },
    verify(corpId, taskId, token) {
      const [, seconds = '', signature = ''] = tokenPattern.exec(token) ?? []
      const isOurs = isSignedByAny(secrets, signedText(corpId, taskId, seconds), signature)
      const until = Number(seconds) * 1000
      return isOurs && until > now() ? until : null
    },
  }
}

/** No part can contain a line break, so different parts never give the same text. */
function signedText(corpId: string, taskId: string, seconds: string): string {
  return [version, corpId, taskId, seconds].join('\n')
}
