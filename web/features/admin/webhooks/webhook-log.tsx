import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect, useState } from 'react'
import { knownWord } from '#shared/rules/words/known-word.ts'
import type { DeliveryState } from '#shared/rules/codes/webhook-kind.ts'
import type { WebhookDelivery } from '#shared/schemas/corp/webhook.ts'
import { deliveriesQuery, resendDelivery, webhooksQuery } from './webhook-queries.ts'
import { Row } from '#web/components/list/row.tsx'
import { useScrolledTo } from '#web/components/page/use-scrolled-to.ts'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { hasWord } from '#web/i18n/has-word.ts'
import { useWords } from '#web/i18n/words.ts'
import { DeskList } from '#web/widgets/desk/desk-list.tsx'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { webhookWords } from './webhook-words.ts'

/** What is to be tried at once has its outcome within seconds (milliseconds). */
const againMs = 2000

/** In how long an outcome may have changed (milliseconds); false if nothing is to be tried. */
function nextOutcomeIn(deliveries: readonly WebhookDelivery[]): number | false {
  const times = deliveries.flatMap(({ nextAt }) => nextAt ?? [])
  return times.length > 0 && Math.max(againMs, Math.min(...times) - Date.now())
}

type WebhookLogProps = {
  /** The id of its element. */
  logId: string
  /** Of the webhook. */
  id: string
  host: string
}

/** What a webhook was sent, newest first. */
export function WebhookLog({ logId, id, host }: WebhookLogProps) {
  const t = useWords(webhookWords)
  const [shown, setShown] = useState<string | null>(null)
  const reading = useQuery({
    ...deliveriesQuery(id),
    refetchInterval: ({ state }) => nextOutcomeIn(state.data?.deliveries ?? []),
  })
  const client = useQueryClient()
  const place = useScrolledTo<HTMLDivElement>()
  const { data } = reading
  useEffect(() => {
    if (data === undefined) return
    // The state of the webhook itself follows from these outcomes.
    const { queryKey } = webhooksQuery
    void client.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false })
  }, [client, data])
  return (
    <div ref={place} id={logId}>
      <DeskList title={`${t.log} · ${host}`} testId="webhook-log" reading={reading}>
        {({ deliveries }) => (
          <>
            {deliveries.length === 0 && <Row>{t.logNone}</Row>}
            {deliveries.map((delivery) => (
              <Delivery
                key={delivery.id}
                webhookId={id}
                delivery={delivery}
                isShown={delivery.id === shown}
                onShow={() => setShown(delivery.id === shown ? null : delivery.id)}
              />
            ))}
          </>
        )}
      </DeskList>
    </div>
  )
}

const tones: Record<DeliveryState, Tone> = { waiting: 'active', delivered: 'good', failed: 'bad' }

type DeliveryProps = {
  webhookId: string
  delivery: WebhookDelivery
  isShown: boolean
  onShow: () => void
}

function Delivery({ webhookId, delivery, isShown, onShow }: DeliveryProps) {
  const t = useWords(webhookWords)
  const { kind, taskId, seq, state, at } = delivery
  const moment = useMoment(useNow())
  const name = `kind/${kind}` as const
  return (
    <Row
      testId="webhook-delivery"
      onClick={onShow}
      isExpanded={isShown}
      hasArrow={false}
      extra={<ToneTag tone={tones[state] ?? 'quiet'}>{t[knownWord(t, state)]}</ToneTag>}
      description={
        <>
          <p>{t.line({ task: taskId, seq: String(seq) })}</p>
          <Attempts delivery={delivery} />
          <p>
            <TimeText time={at}>{moment(at)}</TimeText>
          </p>
        </>
      }
      foot={isShown && <Content webhookId={webhookId} delivery={delivery} />}
    >
      {hasWord(t, name) ? t[name] : kind}
    </Row>
  )
}

/** How often it was tried, the last outcome, and when it is tried next. */
function Attempts({ delivery }: { delivery: WebhookDelivery }) {
  const t = useWords(webhookWords)
  const moment = useMoment(useNow())
  const { attempts, status, error, nextAt } = delivery
  if (attempts === 0) return null
  const cause = `error/${error}` as const
  const parts = [
    t.tried(attempts),
    ...(status === null ? [] : [t.status({ status: String(status) })]),
    ...(hasWord(t, cause) ? [t[cause]] : []),
    ...(nextAt === null ? [] : [t.next({ time: moment(nextAt) })]),
  ]
  return <p>{parts.join(' · ')}</p>
}

/** What was sent and answered, as text. */
function Content({ webhookId, delivery }: { webhookId: string; delivery: WebhookDelivery }) {
  const t = useWords(webhookWords)
  const { id: deliveryId, body, answer } = delivery
  const resending = useMutation({
    mutationFn: (_: void, { client }) => resendDelivery(client, { id: webhookId, deliveryId }),
    onSuccess: (_answer, _variables, _before, { client }) => {
      notify(t.resent)
      return client.invalidateQueries({ queryKey: webhooksQuery.queryKey })
    },
  })
  return (
    <>
      <h3>{t.body}</h3>
      <pre className="webhook-text">{body}</pre>
      {answer !== null && answer !== '' && (
        <>
          <h3>{t.answer}</h3>
          <pre className="webhook-text">{answer}</pre>
        </>
      )}
      {resending.error && <FailureNote error={resending.error} />}
      <Button size="small" loading={resending.isPending} onClick={() => resending.mutate()}>
        {t.resend}
      </Button>
    </>
  )
}
