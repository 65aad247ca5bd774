/** What can go wrong when the DingTalk client is asked for something. */
export type DingTalkFailure = 'cancelled' | 'no-answer' | 'refused' | 'outside-dingtalk'

/** The one error of `web/dingtalk`, made of the three shapes in which the package and native fail. */
export class DingTalkError extends Error {
  override name = 'DingTalkError'
  readonly failure: DingTalkFailure
  /** The client's own code as text, where it gave one. */
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
 * Turns whatever a call rejected with into a `DingTalkError`: an `Error` of the package (ordinary
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
