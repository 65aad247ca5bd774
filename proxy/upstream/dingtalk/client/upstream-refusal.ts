import { ProblemError } from '#proxy/base/problem.ts'

export type RefusalDetails = Readonly<{
  /** Upstream's own code; a number of the old host as text. */
  code: string
  message: string
  /** Upstream's id of the call, for its support. */
  requestId: string | null
  requiredScopes: readonly string[]
}>

/** A refusal that only the caller can interpret. Untranslated, it is 502 `upstream-rejected`. */
export class UpstreamRefusal extends ProblemError {
  readonly upstreamCode: string
  readonly upstreamMessage: string

  constructor(refusal: RefusalDetails) {
    super('upstream-rejected', `DingTalk refused the call (${refusal.code}).`, { cause: refusal })
    this.name = 'UpstreamRefusal'
    this.upstreamCode = refusal.code
    this.upstreamMessage = refusal.message
  }
}

/** DingTalk rejects the token; it may accept a new one. */
export class InvalidToken extends ProblemError {
  constructor(refusal: RefusalDetails) {
    super('upstream-credentials', `DingTalk does not accept our token (${refusal.code}).`, {
      cause: refusal,
    })
    this.name = 'InvalidToken'
  }
}
