import type { ReactNode } from 'react'
import type { NoticeRank } from '#web/components/notice/notice-queue.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { useWords } from '#web/i18n/words.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RetryIn, useRetryHelps } from '#web/components/failure/retry-helps.tsx'
import { WhatToDo } from './what-to-do.tsx'

type FailureNoticeProps = {
  error: unknown
  rank: NoticeRank
  tone?: Tone
  /** Before what happened: what it means for the page. */
  lead?: string
  /** A small button, shown only if it may help. */
  retry?: ReactNode
  testId?: string
}

/** A failure as the page's notice: what happened; what to do and what to report behind 详情. */
export function FailureNotice({ error, lead = '', retry, ...notice }: FailureNoticeProps) {
  const t = useWords(errorWords)
  const { code, known, reason, problem, requestId, scopes } = failureIn(error, t)
  const canRetry = useRetryHelps(error)
  return (
    <PageNotice
      {...notice}
      code={code}
      action={canRetry && retry}
      requestId={requestId}
      details={
        <>
          <WhatToDo code={known} />
          {problem?.reason !== undefined && <p>{t.said({ reason: problem.reason })}</p>}
          {scopes.length > 0 && <p>{t.scopes({ scopes: scopes.join(', ') })}</p>}
          <RetryIn error={error} />
        </>
      }
    >
      {lead}
      {reason}
    </PageNotice>
  )
}
