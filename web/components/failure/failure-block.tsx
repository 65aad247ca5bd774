import Button from 'antd-mobile/es/components/button'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { drawingOf } from './drawing-of.ts'
import { errorWords, failureIn } from './error-words.ts'
import { RequestId } from './request-id.tsx'
import { RetryIn, useRetryHelps } from './retry-helps.tsx'
import './failure-note.css'

type FailureBlockProps = {
  error: unknown
  onRetry: () => Promise<unknown>
}

/** Replaces a part of the page that failed to load. */
export function FailureBlock({ error, onRetry }: FailureBlockProps) {
  const t = useWords(errorWords)
  const tPage = useWords(words.page)
  const { code, known, reason, problem, requestId, scopes } = failureIn(error, t)
  const canRetry = useRetryHelps(error)
  return (
    <ErrorBlock
      role="alert"
      testId="failure"
      code={code}
      kind={drawingOf(error)}
      title={<h2>{reason}</h2>}
      description={
        <>
          <p>{t[`${known}/next`]}</p>
          {problem?.reason !== undefined && <p>{t.said({ reason: problem.reason })}</p>}
          {scopes.length > 0 && <p>{t.scopes({ scopes: scopes.join(', ') })}</p>}
          <RetryIn error={error} />
          <RequestId id={requestId} />
        </>
      }
    >
      {canRetry && (
        <Button
          color="primary"
          fill="outline"
          loading="auto"
          onClick={async () => void (await onRetry())}
        >
          {tPage.retry}
        </Button>
      )}
    </ErrorBlock>
  )
}
