import Button from 'antd-mobile/es/components/button'
import { FailureNotice } from '#web/widgets/failure/failure-notice.tsx'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { startWords } from '../start-words.ts'
import type { usePrefill } from './use-prefill.ts'

/** How filling in like another contract is going, and the question before a draft is replaced. */
export function PrefillNotes({ prefill }: { prefill: ReturnType<typeof usePrefill> }) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const { state, use, keep, retry } = prefill
  const title = 'title' in state ? state.title : null
  return (
    <>
      {state.stage === 'reading' && <PageNotice rank="done">{t.fromReading}</PageNotice>}
      {state.stage === 'failed' && (
        <FailureNotice
          error={state.error}
          rank="partial"
          lead={t.fromFailed}
          retry={
            <Button size="small" fill="outline" onClick={retry}>
              {tPage.retry}
            </Button>
          }
          testId="from-failed"
        />
      )}
      {state.stage === 'filled' && (
        <PageNotice rank="done" testId="filled-from">
          {!state.hasFiles
            ? t.filledButFiles
            : title === null
              ? t.filledFromUntitled
              : t.filledFrom({ title })}
        </PageNotice>
      )}
      <ConfirmDialog
        open={state.stage === 'asking'}
        title={title === null ? t.fromAskUntitled : t.fromAsk({ title })}
        confirm={{ label: t.fromUse, onConfirm: use }}
        cancelLabel={t.fromKeep}
        onClose={keep}
      >
        {t.fromAskText}
      </ConfirmDialog>
    </>
  )
}
