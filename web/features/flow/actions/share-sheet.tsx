import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FlowView } from '#shared/flow.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { shortDateTimeText } from '#web/i18n/time-format.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { type DingTalkError, toDingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { sharePage } from '#web/dingtalk/share.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { actionWords } from './action-words.ts'
import { CopyOutcome } from './copy-outcome.tsx'
import { LinkActions } from './link-actions.tsx'
import { shareLinkQuery } from './share-link-query.ts'
import { useCopy } from './use-copy.ts'

interface ShareSheetProps {
  view: FlowView
  onClose: () => void
}

/** Says whom a link to the flow lets in, and sends it. */
export function ShareSheet({ view, onClose }: ShareSheetProps) {
  const { taskId, title } = view.flow
  const t = useWords(actionWords)
  const tFlow = useWords(words.flow)
  const { data: link, error, refetch } = useQuery(shareLinkQuery(taskId))
  const { outcome, copy } = useCopy()
  const now = useNow()
  const { zone } = useViewer()
  const [refusal, setRefusal] = useState<DingTalkError | null>(null)
  const share = async (url: string) => {
    setRefusal(null)
    try {
      await sharePage({ url, title: title ?? tFlow.untitled, text: t.shareText })
      onClose()
    } catch (cause) {
      const failed = toDingTalkError(cause)
      if (failed.failure !== 'cancelled') setRefusal(failed)
    }
  }
  return (
    <Sheet open title={t.shareTitle} onClose={onClose}>
      {!link && !error && <p className="quiet">{t.sharePreparing}</p>}
      {error && <FailureNote error={error} />}
      {link && (
        <>
          <p>{t.shareWho({ time: shortDateTimeText(link.expiresAt, now, zone) })}</p>
          <p className="sheet-link" data-testid="share-link">
            {link.url}
          </p>
          {refusal && (
            <p className="tone-bad reason" role="alert">
              {t.shareRefused({ code: refusal.nativeCode ?? refusal.failure })}
            </p>
          )}
          <CopyOutcome outcome={outcome} />
        </>
      )}
      <LinkActions
        link={link}
        onRetry={error && refetch}
        send={{ label: t.shareToDingTalk, onSend: (url) => void share(url) }}
        copy={{ label: t.shareCopy, onCopy: copy }}
        onClose={onClose}
      />
    </Sheet>
  )
}
