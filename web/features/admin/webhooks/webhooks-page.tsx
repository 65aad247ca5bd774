import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useId, useState } from 'react'
import { maxWebhooks } from '#shared/rules/codes/webhook-kind.ts'
import { hostOf, webhooksQuery } from './webhook-queries.ts'
import { CodeBlock } from '#web/components/code-block.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { useScrolledTo } from '#web/components/page/use-scrolled-to.ts'
import { useWords } from '#web/i18n/words.ts'
import { DeskList } from '#web/widgets/desk/desk-list.tsx'
import { DeskPage } from '../desk-page.tsx'
import { WebhookLog } from './webhook-log.tsx'
import { type MadeSecret, WebhookRow } from './webhook-row.tsx'
import { webhookWords } from './webhook-words.ts'

const queryKeys = [webhooksQuery.queryKey]

/** What other systems are told of the organisation's contracts, `/admin?view=webhooks`. */
export function WebhooksPage() {
  const t = useWords(webhookWords)
  const reading = useQuery(webhooksQuery)
  const [made, setMade] = useState<MadeSecret | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const webhooks = reading.data?.webhooks ?? []
  const open = webhooks.find(({ id }) => id === openId)
  const logId = useId()
  const sheet = useSheet(() => import('./new-webhook-sheet.tsx'))
  const isFull = webhooks.length >= maxWebhooks
  const fullId = useId()
  return (
    <DeskPage
      title={t.title}
      queryKeys={queryKeys}
      old={reading.data && reading}
      actions={
        <Button
          color="primary"
          disabled={isFull}
          aria-describedby={isFull ? fullId : undefined}
          loading="auto"
          onClick={sheet.show}
        >
          {t.add}
        </Button>
      }
    >
      <p className="desk-intro quiet">{t.intro}</p>
      {made !== null && <Secret key={made.secret} made={made} />}
      <DeskList title={t.title} hasTitle={false} testId="webhooks" reading={reading}>
        {({ webhooks: listed }) => (
          <>
            {listed.length === 0 && <Row>{t.none}</Row>}
            {listed.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                logId={webhook.id === openId ? logId : null}
                onOpen={() => setOpenId(webhook.id === openId ? null : webhook.id)}
                onMade={setMade}
              />
            ))}
          </>
        )}
      </DeskList>
      {open && <WebhookLog key={open.id} logId={logId} id={open.id} host={hostOf(open.url)} />}
      {isFull && (
        <p className="desk-intro quiet" id={fullId}>
          {t.full({ limit: maxWebhooks })}
        </p>
      )}
      {sheet.part && <sheet.part.NewWebhookSheet onMade={setMade} {...sheet.props} />}
    </DeskPage>
  )
}

/** A new secret and the host that needs it, until the page is left. */
function Secret({ made: { host, secret } }: { made: MadeSecret }) {
  const t = useWords(webhookWords)
  const place = useScrolledTo<HTMLElement>()
  return (
    <section ref={place}>
      <Rows header={<h2>{t.secret}</h2>} testId="webhook-secret">
        <Row label={host} description={<p role="status">{t.secretNote}</p>}>
          <CodeBlock text={secret} />
        </Row>
      </Rows>
    </section>
  )
}
