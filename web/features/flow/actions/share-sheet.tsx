import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { type DingTalkError, toDingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { sharePage } from '#web/dingtalk/share.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { actionWords, linkText } from './action-words.ts'
import { LinkActions } from './link-actions.tsx'
import { NotCopied } from '#web/components/not-copied.tsx'
import { shareLinkQuery } from './share-link-query.ts'
import { useCopy } from '#web/components/use-copy.ts'

type ShareSheetProps = {
  view: FlowView
} & OpenSheet

/** Says who gets access by a link to the flow, and sends the link. */
export function ShareSheet({ view, open, onClose }: ShareSheetProps) {
  const { taskId, title } = view.flow
  const t = useWords(actionWords)
  const tFlow = useWords(words.flow)
  const { data: link, error, refetch } = useQuery({ ...shareLinkQuery(taskId), enabled: open })
  const copying = useCopy(onClose)
  const now = useNow()
  const moment = useMoment(now)
  const [refusal, setRefusal] = useState<DingTalkError | null>(null)
  useResetOnOpening(open, () => {
    copying.reset()
    setRefusal(null)
  })
  const share = async (url: string) => {
    setRefusal(null)
    try {
      await sharePage({ url, title: title ?? tFlow.untitled, text: linkText })
      onClose()
    } catch (cause) {
      const failed = toDingTalkError(cause)
      if (failed.failure !== 'cancelled') setRefusal(failed)
    }
  }
  return (
    <Sheet
      open={open}
      title={t.shareTitle}
      onClose={onClose}
      actions={
        <LinkActions
          link={link}
          error={error}
          onRetry={refetch}
          send={{ label: t.shareToDingTalk, onSend: (url) => void share(url) }}
          copy={{ label: t.shareCopy, onCopy: copying.copy }}
        />
      }
    >
      {!link && !error && <p className="quiet">{t.sharePreparing}</p>}
      {error && <FailureNote error={error} />}
      {link && (
        <>
          <p>
            <ShareWho time={moment(link.expiresAt)} />
          </p>
          {refusal && (
            <p className="tone-bad reason" role="alert">
              {t.shareRefused({ code: refusal.nativeCode ?? refusal.failure })}
            </p>
          )}
          {copying.hasFailed && <NotCopied text={link.url} />}
        </>
      )}
    </Sheet>
  )
}

/** The day and the time of day do not wrap. */
function ShareWho({ time }: { time: string }) {
  const t = useWords(actionWords)
  return <TextWithNames text={t.shareWho({ time })} names={time.split(' ')} />
}
