import type { StartFlowDraft } from '#shared/rules/start-flow/start-flow-draft.ts'
import { ApiError, hasCode } from '#web/api/http/api-error.ts'
import type { DraftAttempt } from './draft/draft.ts'

/** A little shorter than the proxy remembers idempotency keys; milliseconds. */
const rememberedMs = 23 * 60 * 60_000

/** Whether a failure leaves it unknown whether the flow was started. */
function isUnclear(error: unknown): boolean {
  // Without an answer from the proxy, the outcome is unknown.
  if (!(error instanceof ApiError) || error.problem === null) return true
  return hasCode(error, 'outcome-unknown', 'start-under-way', 'internal-error')
}

/** The attempt after a failure; null if it certainly started nothing. */
export function afterFailure(attempt: DraftAttempt, error: unknown): DraftAttempt | null {
  if (!isUnclear(error)) return null
  return { ...attempt, isLost: attempt.isLost || hasCode(error, 'outcome-unknown') }
}

/**
 * The attempt for a request. The same request gets the same attempt, so that it can start only one
 * flow. Null if an earlier attempt may have started a flow and the request has changed since.
 */
export function nextAttempt(
  before: DraftAttempt | null,
  request: StartFlowDraft,
  newKey: () => string,
  now = Date.now(),
): DraftAttempt | null {
  const text = JSON.stringify(request)
  if (before === null) return { key: newKey(), request: text, at: now, isLost: false }
  const isSame = before.request === text && now - before.at < rememberedMs
  return isSame && !before.isLost ? before : null
}
