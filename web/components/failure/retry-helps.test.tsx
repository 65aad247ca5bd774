// @vitest-environment happy-dom
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { problems, problemCodes, type ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { ListEnd } from '#web/components/list/list-end.tsx'
import { RetryButton } from './retry-button.tsx'
import { IfRetryHelps, RetryIn, retryHelpsIn } from './retry-helps.tsx'
import { RetrySmall } from './retry-small.tsx'

function errorOf(code: ProblemCode, more: { retryAfter?: number } = {}): ApiError {
  const { status } = problems[code]
  return new ApiError(code, '', { status, code, title: '', requestId: 'R-1', ...more })
}

/** Whether 重试 is offered. */
const offered: Record<ProblemCode, boolean> = {
  'invalid-request': false,
  'invalid-task-id': false,
  'session-required': true,
  'auth-code-invalid': true,
  'assistant-token-invalid': true,
  'assistants-full': false,
  'proposal-ended': false,
  'signature-invalid': false,
  'sign-in-cancelled': false,
  'sign-in-expired': false,
  'not-a-member': false,
  'corp-not-allowed': false,
  'market-order-not-found': false,
  'corp-not-found': false,
  'corp-active': false,
  'confirmation-wrong': false,
  'foreign-origin': false,
  'not-found': false,
  'flow-not-found': false,
  'approval-not-found': false,
  'file-not-found': false,
  'document-not-found': false,
  'document-deleted': false,
  'range-invalid': false,
  'person-not-found': false,
  'request-too-large': false,
  'file-type-not-allowed': false,
  'file-empty': false,
  'input-refused': false,
  'company-name-required': false,
  'order-repeated': false,
  'urge-nobody': false,
  'trouble-over': false,
  'webhook-address-refused': false,
  'webhooks-full': false,
  'flow-not-signable': false,
  'request-decided': false,
  'flow-not-completed': false,
  'terms-changed': false,
  'idempotency-key-reused': false,
  'start-under-way': false,
  'generation-unsupported': false,
  'user-not-real-name-verified': false,
  'corp-not-real-name-verified': false,
  'corp-not-authorised': false,
  'esign-not-initialised': false,
  'esign-already-initialised': false,
  'corp-stopped': false,
  'subscription-ended': false,
  'not-corp-admin': false,
  'flow-forbidden': false,
  'link-invalid': false,
  'not-operator': false,
  'upstream-credentials': true,
  'upstream-ip-not-listed': true,
  'upstream-permission': true,
  'outside-app-scope': true,
  'agent-id-missing': true,
  'notice-address-unreachable': true,
  'launch-host-refused': true,
  'urge-too-early': true,
  'urge-too-soon': true,
  'day-limit-reached': false,
  'too-many-streams': true,
  'too-many-uploads': true,
  'uploads-full': true,
  'too-many-archives': true,
  'archives-full': true,
  'too-many-assistant-calls': true,
  'too-many-proposals': false,
  'too-many-requests': false,
  'upstream-quota': false,
  'too-many-sign-ins': true,
  'upstream-throttled': true,
  'upstream-rejected': true,
  'esign-refused': true,
  'storage-refused': true,
  'document-unavailable': true,
  'launch-page-missing': true,
  'outcome-unknown': false,
  'upstream-timeout': true,
  'upstream-unavailable': true,
  'store-unavailable': true,
  'internal-error': true,
}

it.each(problemCodes)('%s offers another try or not, as in the table', (code) => {
  expect(retryHelpsIn(errorOf(code)) !== null).toBe(offered[code])
})

it.each([
  ['offline', true],
  ['connection-failed', true],
  ['connection-timeout', true],
  ['odd-answer', true],
  ['auth-code-refused', true],
  ['auth-code-no-answer', true],
  ['session-not-kept', true],
  ['page-not-loaded', true],
  ['page-not-found', false],
  ['corp-unknown', false],
  ['outside-dingtalk', false],
] as const)('%s, which the page detects itself: %s', (code, isOffered) => {
  expect(retryHelpsIn(new ApiError(code, '')) !== null).toBe(isOffered)
})

afterEach(() => vi.useRealTimers())

/** Renders something anew with each call. */
function renderer(): (element: ReactNode) => string {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const root = createRoot(document.body)
  onTestFinished(() => act(() => root.unmount()))
  return (element) => {
    act(() => root.render(element))
    return document.body.textContent ?? ''
  }
}

const onRetry = () => Promise.resolve()

it.each([
  { what: 'a button', of: (error: unknown) => <RetryButton error={error} onRetry={onRetry} /> },
  { what: 'a small one', of: (error: unknown) => <RetrySmall error={error} onRetry={onRetry} /> },
  {
    what: 'the end of a list',
    of: (error: unknown) => <ListEnd hasMore={false} failure={error} onMore={onRetry} text="" />,
  },
])('$what to retry is offered only where it helps', ({ of }) => {
  const render = renderer()
  expect(render(of(errorOf('internal-error')))).toBe('重试')
  expect(render(of(errorOf('flow-forbidden')))).toBe('')
})

it('when to try again is said of a limit that passes soon, not of one that another day ends', () => {
  vi.useFakeTimers()
  const render = renderer()
  const soon = errorOf('urge-too-soon', { retryAfter: 30 })
  expect(render(<RetryIn error={soon} />)).toBe('30 秒后可重试')
  act(() => void vi.advanceTimersByTime(30_000))
  expect(render(<RetryIn error={soon} />)).toBe('')
  for (const code of ['day-limit-reached', 'too-many-requests', 'upstream-quota'] as const)
    expect(render(<RetryIn error={errorOf(code, { retryAfter: 30 })} />)).toBe('')
})

it('a limit offers another try when its time has come, however often it is drawn', () => {
  vi.useFakeTimers()
  const render = renderer()
  const error = errorOf('urge-too-soon', { retryAfter: 600 })
  // As for a part of an answer, whose error is made of its problem.
  const again = () => {
    const { code, problem } = error
    return <IfRetryHelps error={new ApiError(code, '', problem)}>again</IfRetryHelps>
  }
  expect(render(again())).toBe('')
  act(() => void vi.advanceTimersByTime(300_000))
  expect(render(again())).toBe('')
  act(() => void vi.advanceTimersByTime(299_999))
  expect(render(again())).toBe('')
  act(() => void vi.advanceTimersByTime(1))
  expect(render(again())).toBe('again')
})
