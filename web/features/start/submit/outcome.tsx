import { useEffect, useRef } from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords } from '#web/i18n/words.ts'
import { startWords } from '../start-words.ts'
import type { SubmitState } from '../use-submit.ts'

/** Why a contract was not started, or that it is not known. */
export function Outcome({ state }: { state: SubmitState }) {
  const t = useWords(startWords)
  const tError = useWords(errorWords)
  const outcome = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button is always visible, but its result may not be.
    if (state.stage === 'failed') outcome.current?.scrollIntoView({ block: 'center' })
  }, [state])
  return (
    <div ref={outcome}>
      {state.stage === 'failed' && (
        <FailureNote error={state.error}>
          {mayTryAgain(state.error) && <p>{t.tryAgainIsSafe}</p>}
        </FailureNote>
      )}
      {state.stage === 'doubtful' && (
        <PageNotice
          rank="done"
          tone="warn"
          testId="doubtful"
          details={<p>{t.lostText}</p>}
          requestId={state.error === null ? null : failureIn(state.error, tError).requestId}
        >
          {t.lostTitle}
        </PageNotice>
      )}
    </div>
  )
}

/** The outcome is unknown, but the same attempt starts only one flow. */
function mayTryAgain(error: unknown): boolean {
  return error instanceof ApiError && error.problem === null
}
