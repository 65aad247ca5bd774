import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useId, useState } from 'react'
import { maxWebhooks, webhookKinds, type WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import type { NewWebhookBody } from '#shared/schemas/corp/webhook.ts'
import { addWebhook, hostOf, webhooksQuery } from './webhook-queries.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { errorWords } from '#web/components/failure/error-words.ts'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import type { MadeSecret } from './webhook-row.tsx'
import { webhookWords } from './webhook-words.ts'

type NewWebhookProps = {
  /** Whether there are as many as there may be. */
  isFull: boolean
  onMade: (made: MadeSecret) => void
}

/** The form for another webhook. */
export function NewWebhook({ isFull, onMade }: NewWebhookProps) {
  const t = useWords(webhookWords)
  const tError = useWords(errorWords)
  const fullId = useId()
  const [url, setUrl] = useState('')
  const [kinds, setKinds] = useState<readonly WebhookKind[]>(webhookKinds)
  const [withNames, setWithNames] = useState(false)
  const adding = useMutation({
    mutationFn: (body: NewWebhookBody, { client }) => addWebhook(client, body),
    onSuccess: ({ secret }, added, _before, { client }) => {
      setUrl('')
      onMade({ host: hostOf(added.url), secret })
      notify(t.added)
      return client.invalidateQueries({ queryKey: webhooksQuery.queryKey })
    },
    // The secret is gone with the page.
    gcTime: 0,
  })
  const { error } = adding
  const isRefused = hasCode(error, 'webhook-address-refused')
  return (
    <section data-testid="new-webhook">
      <Rows header={<h2>{t.add}</h2>}>
        <InputRow
          id="webhook-url"
          label={t.address}
          note={t.addressNote}
          rule={
            isRefused && (
              <>
                <strong>{tError['webhook-address-refused']}</strong>{' '}
                {tError['webhook-address-refused/next']}
              </>
            )
          }
          value={url}
          onChange={setUrl}
          inputMode="url"
          autoComplete="off"
          maxLength={500}
        />
        <SwitchRow
          label={t.withNames}
          description={t.withNamesNote}
          checked={withNames}
          onChange={setWithNames}
        />
      </Rows>
      <CheckRows
        label={t.kinds}
        header={<h2>{t.kinds}</h2>}
        options={webhookKinds.map((kind) => ({ value: kind, label: t[`kind/${kind}`] }))}
        value={kinds}
        onChange={setKinds}
      />
      {error && !isRefused && <FailureNote error={error} />}
      {isFull && (
        <p className="quiet note" id={fullId}>
          {t.full({ limit: maxWebhooks })}
        </p>
      )}
      <Button
        block
        color="primary"
        disabled={isFull || url.trim() === '' || kinds.length === 0}
        aria-describedby={isFull ? fullId : undefined}
        loading={adding.isPending}
        onClick={() => adding.mutate({ url: url.trim(), kinds: [...kinds], withNames })}
      >
        {t.add}
      </Button>
    </section>
  )
}
