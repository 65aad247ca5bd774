import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { hasCode } from '#web/api/http/api-error.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RetryIn, useRetryHelps } from '#web/components/failure/retry-helps.tsx'
import { RetrySmall } from '#web/components/failure/retry-small.tsx'
import { Folded } from '#web/components/note/folded.tsx'
import { defineWords, useWords } from '#web/i18n/words.ts'
import { FailureNotice } from './failure-notice.tsx'
import './not-read.css'
import { WhatToDo } from './what-to-do.tsx'

const notReadWords = defineWords({
  zh: { notRead: '没有读到', lead: '有内容没有读到：' },
  en: { notRead: 'Not read', lead: 'Not everything was read: ' },
})

/** Whether nothing at all can be read, which a page says once. */
export const isNoNetwork = (error: unknown) =>
  hasCode(error, 'offline', 'connection-failed', 'connection-timeout')

type NotReadProps = {
  error: unknown
  onRetry: () => Promise<unknown>
  /** Whether a notice of the page says so. */
  isTold?: boolean
}

/** One row in place of what could not be read; why is folded, unless only that helps. */
export function NotRead({ error, onRetry, isTold = false }: NotReadProps) {
  const t = useWords(notReadWords)
  const tError = useWords(errorWords)
  const { code, known, reason, problem, requestId, scopes } = failureIn(error, tError)
  const canRetry = useRetryHelps(error)
  if (isTold) return <p className="quiet">—</p>
  return (
    <div className="not-read" role="alert" data-testid="failure" data-code={code}>
      <Folded isOpen={!canRetry} summary={t.notRead}>
        <p>
          <strong>{reason}</strong>
        </p>
        <WhatToDo code={known} />
        {problem?.reason !== undefined && <p>{tError.said({ reason: problem.reason })}</p>}
        {scopes.length > 0 && <p>{tError.scopes({ scopes: scopes.join(', ') })}</p>}
        <RetryIn error={error} />
        {requestId !== null && (
          <p>
            {tError.requestId({ id: requestId })} <CopyButton text={requestId} />
          </p>
        )}
      </Folded>
      <RetrySmall error={error} onRetry={onRetry} fill="none" />
    </div>
  )
}

type NotReadNoticeProps = {
  error: unknown
  onRetry: () => Promise<unknown>
}

/** Says once for the page that something, or everything, could not be read. */
export function NotReadNotice({ error, onRetry }: NotReadNoticeProps) {
  const t = useWords(notReadWords)
  return (
    <FailureNotice
      rank="partial"
      testId="not-read"
      lead={isNoNetwork(error) ? '' : t.lead}
      error={error}
      retry={<RetrySmall error={error} onRetry={onRetry} fill="outline" />}
    />
  )
}

/** Why the first of these queries that is shown could not be read at all; null if all were. */
export function useUnread(queryKeys: readonly QueryKey[]): Error | null {
  const cache = useQueryClient().getQueryCache()
  return useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () =>
      queryKeys
        .flatMap((queryKey) => cache.findAll({ queryKey, type: 'active' }))
        .find(({ state }) => state.data === undefined && state.error !== null)?.state.error ?? null,
  )
}
