import { RetrySmall } from '#web/components/failure/retry-small.tsx'

interface NotReadProps {
  text: string
  onRetry: () => Promise<unknown>
}

/** Stands in the place of a part of the flow that e签宝 did not tell. */
export function NotRead({ text, onRetry }: NotReadProps) {
  return (
    <div className="not-read">
      <p className="quiet">{text}</p>
      <RetrySmall onRetry={onRetry} />
    </div>
  )
}
