import { createHash } from 'node:crypto'
import { isSignedByAny } from '#proxy/base/secrets.ts'
import type { Clock } from '#shared/rules/time.ts'

/** The signed content of a registration; docs/registering-flows.md documents how to sign. */
export type SignedRegistration = {
  corpId: string
  /** `*` for a list of flows. */
  taskId: string
  /** As received. */
  body: Uint8Array
}

/** Verifies what other systems of a corp sign with `FLOW_LINK_SECRET`. */
export type RegistrationSignatures = {
  /**
   * When a header says it was signed, epoch milliseconds, without verifying it.
   * @param header `x-flow-signature`
   * @returns null if it is malformed, too old, or in the future
   */
  timeOf(header: string | undefined): number | null
  /** Whether one of our secrets signed it. */
  isSigned(header: string, registration: SignedRegistration): boolean
}

export type RegistrationSignatureDeps = {
  /** All verify. */
  secrets: readonly (string | Uint8Array)[]
  now: Clock
}

const validMs = 5 * 60_000

/** How far the clock of the signing system may be ahead of ours. */
const aheadMs = 60_000

const headerPattern = /^1\.(\d{1,11})\.([\w-]{43})$/

export function createRegistrationSignatures(
  deps: RegistrationSignatureDeps,
): RegistrationSignatures {
  const { secrets, now } = deps
  return {
    timeOf(header) {
      const seconds = headerPattern.exec(header ?? '')?.[1]
      if (seconds === undefined) return null
      const at = Number(seconds) * 1000
      const ageMs = now() - at
      return ageMs <= validMs && ageMs >= -aheadMs ? at : null
    },
    isSigned(header, { corpId, taskId, body }) {
      const [, seconds = '', signature = ''] = headerPattern.exec(header) ?? []
      const digest = createHash('sha256').update(body).digest('hex')
      const text = ['register', corpId, taskId, seconds, digest].join('\n')
      return isSignedByAny(secrets, text, signature)
    },
  }
}
