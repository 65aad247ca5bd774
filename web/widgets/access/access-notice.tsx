import Button from 'antd-mobile/es/components/button'
import { UserRoundPlus } from 'lucide'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { useWords } from '#web/i18n/words.ts'
import { accessWords } from './access-words.ts'
import { useAccessRequests } from './use-access-requests.ts'

type AccessNoticeProps = {
  /** Null: all flows whose access requests the person decides. */
  taskId: string | null
}

/** Tells about pending access requests and opens the sheet to decide them. */
export function AccessNotice({ taskId }: AccessNoticeProps) {
  const t = useWords(accessWords)
  const { data } = useAccessRequests(taskId)
  const sheet = useSheet(() => import('./access-sheet.tsx'))
  const waiting = data?.requests.length ?? 0
  return (
    <>
      {waiting > 0 && (
        <PageNotice
          rank="access"
          icon={UserRoundPlus}
          testId="access-requests"
          action={
            <Button size="small" fill="outline" loading="auto" onClick={sheet.show}>
              {t.decide}
            </Button>
          }
        >
          {t.waiting(waiting)}
        </PageNotice>
      )}
      {sheet.part && <sheet.part.AccessSheet taskId={taskId} {...sheet.props} />}
    </>
  )
}
