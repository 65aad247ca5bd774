import { ApiError } from '#web/api/http/api-error.ts'
import { HomeButton } from './home-button.tsx'
import { RetryButton } from './retry-button.tsx'

interface FailureActionsProps {
  error: unknown
  onRetry: () => Promise<unknown>
}

/** Answers that stay the same however often one asks: HTTP statuses. */
const lasting = [400, 403, 404]

/** Trying again and going home, the one that is likelier to help first. */
export function FailureActions({ error, onRetry }: FailureActionsProps) {
  const status = error instanceof ApiError ? error.problem?.status : undefined
  if (status !== undefined && lasting.includes(status))
    return (
      <>
        <HomeButton isMain />
        <RetryButton onRetry={onRetry} isMain={false} />
      </>
    )
  return (
    <>
      <RetryButton onRetry={onRetry} />
      <HomeButton />
    </>
  )
}
