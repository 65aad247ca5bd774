/** How a call to the DingTalk client can fail. */
export type DingTalkFailure = 'cancelled' | 'no-answer' | 'refused' | 'outside-dingtalk'

/**
 * The only error of `web/dingtalk`, converted from the three shapes of the package and native
 * errors.
 */
export class DingTalkError extends Error {
  override name = 'DingTalkError'
  readonly failure: DingTalkFailure
  /** The client's own code as text, if it gave one. */
  readonly nativeCode: string | null

  constructor(failure: DingTalkFailure, message: string, nativeCode: string | null = null) {
    super(message)
    this.failure = failure
    this.nativeCode = nativeCode
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/**
 * Converts any rejection of a call to a `DingTalkError`: an `Error` of the package (ordinary
 * browser), native's `{errorCode: '7', errorMessage}` or the package's `{errorCode: 4050, …}`.
 */
export function toDingTalkError(cause: unknown): DingTalkError {
  if (cause instanceof DingTalkError) return cause
  if (cause instanceof Error) return new DingTalkError('outside-dingtalk', cause.message)
  const fields: { errorCode?: unknown; errorMessage?: unknown } =
    typeof cause === 'object' && cause !== null ? cause : {}
  const code = text(fields.errorCode)
  const message = text(fields.errorMessage) ?? 'the DingTalk client refused'
  return new DingTalkError(code === '-1' ? 'cancelled' : 'refused', message, code)
}
