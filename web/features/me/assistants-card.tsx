import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { Assistants } from '#shared/schemas/assistant/assistants.ts'
import { assistantsQuery, withdrawAssistant } from '#web/api/assistants/assistants.ts'
import { RetryButton } from '#web/components/failure/retry-button.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { assistantWords } from './assistant-words.ts'

/** The AI assistants that may ask for the person. */
export function AssistantsCard() {
  const t = useWords(assistantWords)
  const { data, error, refetch } = useQuery(assistantsQuery)
  const sheet = useSheet(() => import('./assistant-sheet.tsx'), { needsNetwork: true })
  const withdrawing = useMutation({
    mutationFn: ({ id }: Assistant, { client }) => withdrawAssistant(client, id),
    onSuccess: (_answer, { id }, _context, { client }) => {
      client.setQueryData(assistantsQuery.queryKey, (held) => {
        if (held === undefined) return undefined
        return { ...held, assistants: held.assistants.filter((each) => each.id !== id) }
      })
      notify(t.withdrawn)
    },
  })
  return (
    <>
      <Rows
        header={
          <>
            <h2>{t.title}</h2>
            <p className="quiet">{t.note}</p>
          </>
        }
        testId="assistants"
      >
        {withdrawing.error && (
          <Row>
            <FailureNote error={withdrawing.error} />
          </Row>
        )}
        {data?.assistants.map((assistant) => (
          <AssistantRow
            key={assistant.id}
            assistant={assistant}
            isPending={withdrawing.isPending}
            onWithdraw={() => withdrawing.mutate(assistant)}
          />
        ))}
        {data && <Row onClick={() => void sheet.show()}>{t.create}</Row>}
        {!data && error && (
          <Row>
            <FailureNote error={error}>
              <RetryButton error={error} onRetry={refetch} />
            </FailureNote>
          </Row>
        )}
      </Rows>
      {sheet.part && data && <sheet.part.AssistantSheet address={data.address} {...sheet.props} />}
    </>
  )
}

type Assistant = Assistants['assistants'][number]

type AssistantRowProps = {
  assistant: Assistant
  isPending: boolean
  onWithdraw: () => void
}

function AssistantRow({ assistant, isPending, onWithdraw }: AssistantRowProps) {
  const t = useWords(assistantWords)
  const now = useNow()
  const { name, mayRemind, usedAt } = assistant
  return (
    <Row
      testId="assistant"
      description={
        <>
          {mayRemind ? t.proposes : t.reads} ·{' '}
          {usedAt === null ? (
            t.neverUsed
          ) : (
            <>
              {t.lastUsed}
              <Moment time={usedAt} now={now} />
            </>
          )}
        </>
      }
      extra={
        <Button
          size="small"
          fill="outline"
          color="danger"
          disabled={isPending}
          aria-label={t.withdrawOf({ name })}
          onClick={onWithdraw}
        >
          {t.withdraw}
        </Button>
      }
    >
      <bdi>{name}</bdi>
    </Row>
  )
}
