import type { ReactNode } from 'react'
import { ApiError, type AppErrorCode } from '#web/api/http/api-error.ts'
import { useWords, words } from '#web/i18n/words.ts'

interface AppErrorProps {
  error: unknown
  /** What helps: a button that tries again, a way home. */
  children?: ReactNode
}

function codeOf(error: unknown): AppErrorCode {
  return error instanceof ApiError ? error.code : 'internal-error'
}

/** A failure that leaves nothing else to show: what happened, what to do, and what to report. */
export function AppError({ error, children }: AppErrorProps) {
  const t = useWords(words.error)
  const code = codeOf(error)
  const problem = error instanceof ApiError ? error.problem : null
  const known = code in t ? code : 'internal-error'
  const scopes = problem?.requiredScopes ?? []
  return (
    <section className="app-error" data-testid="app-error" data-code={code} role="alert">
      <h1>{t[known]}</h1>
      <p>{t[`${known}/next`]}</p>
      {scopes.length > 0 && <p>{t.scopes({ scopes: scopes.join(', ') })}</p>}
      {problem?.retryAfter !== undefined && <p>{t.retryIn({ seconds: problem.retryAfter })}</p>}
      <div className="app-error-actions">{children}</div>
      <p className="app-error-detail">
        {problem ? t.requestId({ id: problem.requestId }) : t.code({ code })}
      </p>
    </section>
  )
}
