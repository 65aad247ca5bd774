import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import type { Webhook } from '#shared/schemas/corp/webhook.ts'
import { deleteWebhook, hostOf, rotateWebhook, webhooksQuery } from './webhook-queries.ts'
import { Row } from '#web/components/list/row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { hasWord } from '#web/i18n/has-word.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { webhookWords } from './webhook-words.ts'

/** A signing secret, which is shown this once. */
export type MadeSecret = { host: string; secret: string }

type WebhookRowProps = {
  webhook: Webhook
  /** The id of its log; null while that is not shown. */
  logId: string | null
  onOpen: () => void
  onMade: (made: MadeSecret) => void
}

/** One webhook: where to, what, how it goes, and what can be done with it. */
export function WebhookRow({ webhook, logId, onOpen, onMade }: WebhookRowProps) {
  const t = useWords(webhookWords)
  const { cancel } = useWords(words.page)
  const moment = useMoment(useNow())
  const { id, url, kinds, withNames, formerUntil, endedAt } = webhook
  const host = hostOf(url)
  const [asking, setAsking] = useState<'rotate' | 'remove' | null>(null)
  const close = () => setAsking(null)
  const rotating = useMutation({
    mutationFn: (_: void, { client }) => rotateWebhook(client, id),
    onSuccess: ({ secret }) => onMade({ host, secret }),
    onSettled: (_answer, _error, _variables, _before, { client }) => {
      close()
      return client.invalidateQueries({ queryKey: webhooksQuery.queryKey })
    },
    gcTime: 0,
  })
  const removing = useMutation({
    mutationFn: (_: void, { client }) => deleteWebhook(client, id),
    onSuccess: () => notify(t.removed),
    onSettled: (_answer, _error, _variables, _before, { client }) => {
      close()
      return client.invalidateQueries({ queryKey: webhooksQuery.queryKey })
    },
  })
  const error = rotating.error ?? removing.error
  const names = kinds.map((kind) => {
    const name = `kind/${kind}` as const
    return hasWord(t, name) ? t[name] : kind
  })
  return (
    <Row
      testId="webhook"
      extra={<State webhook={webhook} />}
      description={
        <>
          <p>{names.join(' · ')}</p>
          {withNames && <p>{t.withNames}</p>}
          {formerUntil !== null && <p>{t.formerNote({ time: moment(formerUntil) })}</p>}
          {endedAt !== null && <p>{t.endedNote({ time: moment(endedAt) })}</p>}
        </>
      }
      foot={
        <>
          {error && <FailureNote error={error} />}
          <Button
            size="small"
            aria-label={`${t.log} ${host}`}
            aria-expanded={logId !== null}
            aria-controls={logId ?? undefined}
            onClick={onOpen}
          >
            {t.log}
          </Button>
          <Button
            size="small"
            aria-label={`${t.rotate} ${host}`}
            onClick={() => setAsking('rotate')}
          >
            {t.rotate}
          </Button>
          <Button
            size="small"
            color="danger"
            fill="outline"
            aria-label={`${t.remove} ${host}`}
            onClick={() => setAsking('remove')}
          >
            {t.remove}
          </Button>
          <ConfirmDialog
            open={asking === 'rotate'}
            title={t.rotateQuestion({ host })}
            confirm={{ label: t.rotate, onConfirm: () => rotating.mutateAsync() }}
            cancelLabel={cancel}
            onClose={close}
          >
            {t.rotateNote}
          </ConfirmDialog>
          <ConfirmDialog
            open={asking === 'remove'}
            title={t.removeQuestion({ host })}
            confirm={{ label: t.remove, isDanger: true, onConfirm: () => removing.mutateAsync() }}
            cancelLabel={cancel}
            onClose={close}
          >
            {t.removeNote}
          </ConfirmDialog>
        </>
      }
    >
      <span className="desk-address">{url}</span>
    </Row>
  )
}

function State({ webhook: { failures, endedAt } }: { webhook: Webhook }) {
  const t = useWords(webhookWords)
  if (endedAt !== null) return <ToneTag tone="bad">{t.ended}</ToneTag>
  if (failures > 0) return <ToneTag tone="bad">{t.failing(failures)}</ToneTag>
  return <ToneTag tone="good">{t.on}</ToneTag>
}
