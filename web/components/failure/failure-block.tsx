import Button from 'antd-mobile/es/components/button'
import { ApiError } from '#web/api/http/api-error.ts'
import { ErrorBlock } from '#web/components/note/error-block.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { errorWords } from './error-words.ts'

interface FailureBlockProps {
  error: unknown
  onRetry: () => Promise<unknown>
}

/** Answers that stay the same however often one asks: HTTP statuses. */
const lasting: readonly number[] = [400, 403, 404]

const withoutNetwork: readonly string[] = ['offline', 'connection-failed', 'connection-timeout']

/** Stands in place of a part of the page that could not be read. */
export function FailureBlock({ error, onRetry }: FailureBlockProps) {
  const t = useWords(errorWords)
  const tPage = useWords(words.page)
  const code = error instanceof ApiError ? error.code : 'internal-error'
  const { problem, requestId } =
    error instanceof ApiError ? error : { problem: null, requestId: null }
  const known = code in t ? code : 'internal-error'
  const canHelp = problem === null || !lasting.includes(problem.status)
  const scopes = problem?.requiredScopes ?? []
  return (
    <ErrorBlock
      role="alert"
      testId="failure"
      code={code}
      kind={withoutNetwork.includes(code) ? 'disconnected' : 'default'}
      title={<h2>{t[known]}</h2>}
      description={
        <>
          <p>{t[`${known}/next`]}</p>
          {scopes.length > 0 && <p>{t.scopes({ scopes: scopes.join(', ') })}</p>}
          {problem?.retryAfter !== undefined && <p>{t.retryIn({ seconds: problem.retryAfter })}</p>}
          {requestId !== null && <p className="request-id">{t.requestId({ id: requestId })}</p>}
        </>
      }
    >
      {canHelp && (
        <Button
          color="primary"
          fill="outline"
          loading="auto"
          onClick={async () => {
            await onRetry()
          }}
        >
          {tPage.retry}
        </Button>
      )}
    </ErrorBlock>
  )
}
