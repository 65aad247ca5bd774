import { type ReactNode, useEffect, useState } from 'react'
import { ApiError, type AppErrorCode } from '#web/api/http/api-error.ts'
import { useWords } from '#web/i18n/words.ts'
import { errorWords } from './error-words.ts'

/** Failures that another try cannot mend, whatever their status. */
const lastingCodes: readonly AppErrorCode[] = [
  'corp-unknown',
  'outside-dingtalk',
  'page-not-found',
  'signature-invalid',
  // They pass on another day.
  'day-limit-reached',
  'too-many-proposals',
  'too-many-requests',
  'upstream-quota',
  // A second try could do it twice.
  'outcome-unknown',
]

/**
 * In how many seconds another try may help; null for never. Refusals last: only a new session and
 * the end of a limit change them.
 */
export function retryHelpsIn(error: unknown): number | null {
  if (!(error instanceof ApiError)) return 0
  if (lastingCodes.includes(error.code)) return null
  const { problem } = error
  if (problem === null || problem.status >= 500) return problem?.retryAfter ?? 0
  if (problem.status === 401) return 0
  return problem.status === 429 ? (problem.retryAfter ?? 0) : null
}

/** Whether another try may help now; it becomes true when the time of a limit has come. */
export function useRetryHelps(error: unknown): boolean {
  const seconds = retryHelpsIn(error)
  // Errors of parts of an answer are made anew with each rendering.
  const failure = (error instanceof ApiError && error.problem) || error
  const [due, setDue] = useState<unknown>(null)
  useEffect(() => {
    if (seconds === null || seconds === 0) return undefined
    const timer = setTimeout(() => setDue(failure), seconds * 1000)
    return () => clearTimeout(timer)
  }, [failure, seconds])
  return seconds === 0 || (seconds !== null && due === failure)
}

/** When another try will help, as long as it does not yet. */
export function RetryIn({ error }: { error: unknown }) {
  const t = useWords(errorWords)
  const seconds = retryHelpsIn(error)
  const canRetry = useRetryHelps(error)
  return seconds === null || canRetry ? null : <p>{t.retryIn(seconds)}</p>
}

/** Shows a retry button only if trying again may help. */
export function IfRetryHelps({ error, children }: { error: unknown; children: ReactNode }) {
  return useRetryHelps(error) ? children : null
}
