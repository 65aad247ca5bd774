import type { ReactNode } from 'react'
import { errorWords, failureIn, isLasting } from '#web/components/failure/error-words.ts'
import { WhatToDo } from '#web/components/failure/what-to-do.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords } from '#web/i18n/words.ts'

interface NotUpdatedProps {
  error: Error
  /** The retry button, shown only if a retry can help. */
  retry: ReactNode
}

/** Why a displayed flow could not be reread. */
export function NotUpdated({ error, retry }: NotUpdatedProps) {
  const t = useWords(errorWords)
  const { known, reason, problem, requestId } = failureIn(error, t)
  return (
    <Notice tone="warn" extra={!isLasting(problem) && retry} testId="flow-notice">
      <p>{t.notUpdated}</p>
      <p>
        <strong>{reason}</strong>
      </p>
      <WhatToDo code={known} />
      {problem?.retryAfter !== undefined && <p>{t.retryIn(problem.retryAfter)}</p>}
      {requestId !== null && <p className="note">{t.requestId({ id: requestId })}</p>}
    </Notice>
  )
}
