import type { Problem } from '#shared/schemas/problem.ts'
import { errorOf } from '#web/components/failure/error-of.ts'
import { lazyPart } from '#web/components/page/lazy-part.tsx'

const RetrySmall = lazyPart(
  async () => (await import('#web/components/failure/retry-small.tsx')).RetrySmall,
  null,
)

type NotReadProps = {
  text: string
  problem: Problem
  onRetry: () => Promise<unknown>
}

/** Replaces a part of the flow that could not be read from e签宝. */
export function NotRead({ text, problem, onRetry }: NotReadProps) {
  return (
    <div className="not-read">
      <p className="quiet">{text}</p>
      <RetrySmall error={errorOf(problem)} onRetry={onRetry} placeholder={null} />
    </div>
  )
}
