import type { ReactNode } from 'react'
import { useWords } from '#web/i18n/words.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RequestId } from '#web/components/failure/request-id.tsx'
import { RetryIn } from '#web/components/failure/retry-helps.tsx'
import { WhatToDo } from './what-to-do.tsx'
import '#web/components/failure/failure-note.css'

type FailureNoteProps = {
  error: unknown
  /** Buttons or links that help. */
  children?: ReactNode
}

/** A failure of a part of the page: what happened, what to do, and what to report. */
export function FailureNote({ error, children }: FailureNoteProps) {
  const t = useWords(errorWords)
  const { code, known, reason, problem, requestId, scopes } = failureIn(error, t)
  return (
    <div className="failure-note tone-bad" role="alert" data-testid="failure" data-code={code}>
      <p>
        <strong>{reason}</strong>
      </p>
      <WhatToDo code={known} />
      {problem?.reason !== undefined && <p>{t.said({ reason: problem.reason })}</p>}
      {scopes.length > 0 && <p>{t.scopes({ scopes: scopes.join(', ') })}</p>}
      <RetryIn error={error} />
      {children}
      <RequestId id={requestId} />
    </div>
  )
}
