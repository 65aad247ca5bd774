import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { webhookKinds, type WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import type { NewWebhookBody } from '#shared/schemas/corp/webhook.ts'
import { addWebhook, hostOf, webhooksQuery } from './webhook-queries.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { errorWords } from '#web/components/failure/error-words.ts'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import type { MadeSecret } from './webhook-row.tsx'
import { webhookWords } from './webhook-words.ts'

type NewWebhookSheetProps = {
  onMade: (made: MadeSecret) => void
} & OpenSheet

/** The form for another webhook. */
export function NewWebhookSheet({ onMade, open, onClose }: NewWebhookSheetProps) {
  const t = useWords(webhookWords)
  const tPage = useWords(words.page)
  const tError = useWords(errorWords)
  const [url, setUrl] = useState('')
  const [kinds, setKinds] = useState<readonly WebhookKind[]>(webhookKinds)
  const [withNames, setWithNames] = useState(false)
  const adding = useMutation({
    mutationFn: (body: NewWebhookBody, { client }) => addWebhook(client, body),
    onSuccess: ({ secret }, added, _before, { client }) => {
      onMade({ host: hostOf(added.url), secret })
      onClose()
      return client.invalidateQueries({ queryKey: webhooksQuery.queryKey })
    },
    // The secret is gone with the page.
    gcTime: 0,
  })
  useResetOnOpening(open, () => {
    if (adding.isPending) return
    adding.reset()
    setUrl('')
    setKinds(webhookKinds)
    setWithNames(false)
  })
  const { error } = adding
  const isRefused = hasCode(error, 'webhook-address-refused')
  return (
    <Sheet
      open={open}
      title={t.add}
      onClose={onClose}
      testId="new-webhook"
      actions={
        <>
          <Button
            block
            color="primary"
            disabled={url.trim() === '' || kinds.length === 0}
            loading={adding.isPending}
            onClick={() => adding.mutate({ url: url.trim(), kinds: [...kinds], withNames })}
          >
            {t.addThis}
          </Button>
          <Button block fill="none" onClick={onClose}>
            {tPage.cancel}
          </Button>
        </>
      }
    >
      <Rows label={t.address}>
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
        header={<h3>{t.kinds}</h3>}
        options={webhookKinds.map((kind) => ({ value: kind, label: t[`kind/${kind}`] }))}
        value={kinds}
        onChange={setKinds}
      />
      {error && !isRefused && <FailureNote error={error} />}
    </Sheet>
  )
}
