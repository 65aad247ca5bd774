import { RetrySmall } from '#web/components/failure/retry-small.tsx'

interface NotReadProps {
  text: string
  onRetry: () => Promise<unknown>
}

/** Replaces a part of the flow that could not be read from e签宝. */
export function NotRead({ text, onRetry }: NotReadProps) {
  return (
    <div className="not-read">
      <p className="quiet">{text}</p>
      <RetrySmall onRetry={onRetry} />
    </div>
  )
}
