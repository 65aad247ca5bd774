import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { webhookKinds, type WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import { addWebhook, webhooksQuery } from './webhook-queries.ts'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { webhookWords } from './webhook-words.ts'

/** The form for another webhook. */
export function NewWebhook({ onSecret }: { onSecret: (secret: string) => void }) {
  const t = useWords(webhookWords)
  const [url, setUrl] = useState('')
  const [kinds, setKinds] = useState<readonly WebhookKind[]>(webhookKinds)
  const [withNames, setWithNames] = useState(false)
  const adding = useMutation({
    mutationFn: (_: void, { client }) =>
      addWebhook(client, { url: url.trim(), kinds: [...kinds], withNames }),
    onSuccess: ({ secret }, _variables, _before, { client }) => {
      setUrl('')
      onSecret(secret)
      return client.invalidateQueries({ queryKey: webhooksQuery.queryKey })
    },
    // The secret is gone with the page.
    gcTime: 0,
  })
  return (
    <section data-testid="new-webhook">
      <Rows header={<h2>{t.add}</h2>}>
        <InputRow
          id="webhook-url"
          label={t.address}
          note={t.addressNote}
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
      {adding.error && <FailureNote error={adding.error} />}
      <Button
        block
        color="primary"
        disabled={url.trim() === '' || kinds.length === 0}
        loading={adding.isPending}
        onClick={() => adding.mutate()}
      >
        {t.add}
      </Button>
    </section>
  )
}
