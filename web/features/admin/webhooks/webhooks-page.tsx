import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { webhooksQuery } from './webhook-queries.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DeskList } from '#web/widgets/desk/desk-list.tsx'
import { DeskPage } from '../desk-page.tsx'
import { NewWebhook } from './new-webhook.tsx'
import { WebhookLog } from './webhook-log.tsx'
import { WebhookRow } from './webhook-row.tsx'
import { webhookWords } from './webhook-words.ts'

const queryKeys = [webhooksQuery.queryKey]

/** What other systems are told of the organisation's contracts, `/admin?view=webhooks`. */
export function WebhooksPage() {
  const t = useWords(webhookWords)
  const reading = useQuery(webhooksQuery)
  const [secret, setSecret] = useState<string | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const webhooks = reading.data?.webhooks ?? []
  const isOpenThere = webhooks.some(({ id }) => id === openId)
  return (
    <DeskPage title={t.title} queryKeys={queryKeys} old={reading.data && reading}>
      <p className="desk-intro quiet">{t.intro}</p>
      {secret !== null && <Secret key={secret} secret={secret} />}
      <DeskList title={t.title} hasTitle={false} testId="webhooks" reading={reading}>
        {({ webhooks: listed }) => (
          <>
            {listed.length === 0 && <Row>{t.none}</Row>}
            {listed.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                isOpen={webhook.id === openId}
                onOpen={() => setOpenId(webhook.id === openId ? null : webhook.id)}
                onSecret={setSecret}
              />
            ))}
          </>
        )}
      </DeskList>
      {openId !== null && isOpenThere && <WebhookLog id={openId} />}
      <NewWebhook onSecret={setSecret} />
    </DeskPage>
  )
}

/** A new secret, until the page is left. */
function Secret({ secret }: { secret: string }) {
  const t = useWords(webhookWords)
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    // The button that made it may be far below. Newer browsers return a promise, which is no cleanup.
    place.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <section ref={place}>
      <Rows header={<h2>{t.secret}</h2>} testId="webhook-secret">
        <Row description={<p role="status">{t.secretNote}</p>} extra={<CopyButton text={secret} />}>
          <span className="desk-address">{secret}</span>
        </Row>
      </Rows>
    </section>
  )
}
