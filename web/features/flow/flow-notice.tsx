import Button from 'antd-mobile/es/components/button'
import { isUnreached } from '#web/api/http/api-error.ts'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords, words } from '#web/i18n/words.ts'

interface FlowNoticeProps {
  /** What the last attempt to read the flow again failed with; null when it did not. */
  error: Error | null
  onRetry: () => Promise<unknown>
}

/** Says that what is shown could not be read again. */
export function FlowNotice({ error, onRetry }: FlowNoticeProps) {
  const t = useWords(words.flow)
  const tPage = useWords(words.page)
  if (error === null) return null
  const retry = (
    <Button size="small" fill="outline" loading="auto" onClick={async () => void (await onRetry())}>
      {tPage.retry}
    </Button>
  )
  return (
    <Notice tone="warn" extra={retry} testId="flow-notice">
      {isUnreached(error) ? t.unreached : t.updateFailed}
    </Notice>
  )
}
