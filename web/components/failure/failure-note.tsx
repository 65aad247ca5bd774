import type { ReactNode } from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { useWords } from '#web/i18n/words.ts'
import { errorWords } from './error-words.ts'
import { WhatToDo } from './what-to-do.tsx'
import './failure-note.css'

interface FailureNoteProps {
  error: unknown
  /** What helps. */
  children?: ReactNode
}

/** A failure of a part of the page: what happened, what to do, and what to report. */
export function FailureNote({ error, children }: FailureNoteProps) {
  const t = useWords(errorWords)
  const code = error instanceof ApiError ? error.code : 'internal-error'
  const { problem, requestId } =
    error instanceof ApiError ? error : { problem: null, requestId: null }
  const known = code in t ? code : 'internal-error'
  const scopes = problem?.requiredScopes ?? []
  return (
    <div className="failure-note tone-bad" role="alert" data-testid="failure" data-code={code}>
      <p>
        <strong>{t[known]}</strong>
      </p>
      <WhatToDo code={known} />
      {scopes.length > 0 && <p>{t.scopes({ scopes: scopes.join(', ') })}</p>}
      {problem?.retryAfter !== undefined && <p>{t.retryIn({ seconds: problem.retryAfter })}</p>}
      {children}
      {requestId !== null && <p className="failure-detail">{t.requestId({ id: requestId })}</p>}
    </div>
  )
}
