import Button from 'antd-mobile/es/components/button'
import { useWords, words } from '#web/i18n/words.ts'

interface NotReadProps {
  text: string
  onRetry: () => Promise<unknown>
}

/** Stands in the place of a part of the flow that e签宝 did not tell. */
export function NotRead({ text, onRetry }: NotReadProps) {
  const t = useWords(words.page)
  return (
    <div className="not-read">
      <p className="quiet">{text}</p>
      <Button size="small" loading="auto" onClick={async () => void (await onRetry())}>
        {t.retry}
      </Button>
    </div>
  )
}
