import { describe, expect, it } from 'vitest'
import type { Problem } from '#shared/schemas/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { StartFlowDraft } from '#shared/rules/start-flow/start-flow-draft.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import type { DraftAttempt } from './draft/draft.ts'
import { afterFailure, nextAttempt } from './start-attempt.ts'

const request: StartFlowDraft = { launch: 'direct', title: 'x', files: [], signers: [] }
const other: StartFlowDraft = { ...request, title: 'y' }
const hour = 60 * 60_000
const first: DraftAttempt = { key: 'k1', request: JSON.stringify(request), at: 0, isLost: false }

function refusal(code: ProblemCode): ApiError {
  const problem: Problem = { status: 502, code, title: '', requestId: 'r' }
  return new ApiError(code, '', problem)
}

describe('the next attempt', () => {
  const next = (before: DraftAttempt | null, wanted: StartFlowDraft, now = 1) =>
    nextAttempt(before, wanted, () => 'k2', now)

  it('is a new one when none is open', () => {
    expect(next(null, request)).toEqual({ ...first, key: 'k2', at: 1 })
  })

  it('is the open one for the same request', () => {
    expect(next(first, request)).toBe(first)
  })

  it('needs a confirmation when another request might start a second flow', () => {
    expect(next(first, other)).toBeNull()
  })

  it('needs a confirmation when the proxy does not know the outcome, or no longer remembers it', () => {
    expect(next({ ...first, isLost: true }, request)).toBeNull()
    expect(next(first, request, 23 * hour - 1)).toBe(first)
    expect(next(first, request, 23 * hour)).toBeNull()
  })
})

describe('a failed attempt', () => {
  it('is over when the proxy refused it', () => {
    for (const code of [
      'user-not-real-name-verified',
      'upstream-rejected',
      'store-unavailable',
    ] as const)
      expect(afterFailure(first, refusal(code))).toBeNull()
  })

  it('stays open when no answer came', () => {
    expect(afterFailure(first, new ApiError('connection-timeout', ''))).toEqual(first)
    expect(afterFailure(first, new ApiError('odd-answer', ''))).toEqual(first)
    expect(afterFailure(first, new Error('?'))).toEqual(first)
    expect(afterFailure(first, refusal('internal-error'))).toEqual(first)
    expect(afterFailure(first, refusal('start-under-way'))).toEqual(first)
  })

  it('is lost when the proxy does not know the outcome', () => {
    const lost = { ...first, isLost: true }
    expect(afterFailure(first, refusal('outcome-unknown'))).toEqual(lost)
    expect(afterFailure(lost, new ApiError('offline', ''))).toEqual(lost)
  })
})
