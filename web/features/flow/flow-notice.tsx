import Button from 'antd-mobile/es/components/button'
import type { Flow } from '#shared/flow.ts'
import { isUnreached } from '#web/api/http/api-error.ts'
import { openedDraft } from '#web/components/launch/opened-draft.ts'
import { Notice } from '#web/components/note/notice.tsx'
import { useStore } from '#web/components/use-store.ts'
import { useWords, words } from '#web/i18n/words.ts'

interface FlowNoticeProps {
  flow: Flow
  /** What the last attempt to read the flow again failed with; null when it did not. */
  error: Error | null
  onRetry: () => Promise<unknown>
}

/** Says that what is shown could not be read again, or what is left to do with a draft of the viewer. */
export function FlowNotice({ flow, error, onRetry }: FlowNoticeProps) {
  const t = useWords(words.flow)
  const tPage = useWords(words.page)
  const isBeingMade = useStore(openedDraft) === flow.taskId && flow.status === 'draft'
  if (error === null)
    return isBeingMade ? (
      <Notice tone="active" testId="flow-notice">
        {t.finishDraft}
      </Notice>
    ) : null
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
