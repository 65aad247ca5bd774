import { useMutation, type UseQueryResult } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { maxAssistants } from '#shared/rules/assistant/assistant-limits.ts'
import type { Assistants } from '#shared/schemas/assistant/assistants.ts'
import { assistantsQuery, withdrawAssistant } from '#web/api/assistants/assistants.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useDate } from '#web/components/time/use-date.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { isNoNetwork, NotRead } from '#web/widgets/failure/not-read.tsx'
import { assistantWords } from './assistant-words.ts'

/**
 * The AI assistants that may ask for the person.
 * @param reading the page's query; a second observer would read again after each failure
 */
export function AssistantsCard({ reading }: { reading: UseQueryResult<Assistants> }) {
  const t = useWords(assistantWords)
  const { data, error, refetch } = reading
  const sheet = useSheet(() => import('./assistant-sheet.tsx'), { needsNetwork: true })
  const withdrawing = useMutation({
    mutationFn: ({ id }: Assistant, { client }) => withdrawAssistant(client, id),
    onSuccess: () => notify(t.withdrawn),
    onSettled: (_answer, _error, _assistant, _context, { client }) =>
      client.invalidateQueries({ queryKey: assistantsQuery.queryKey }),
  })
  const isFull = data !== undefined && data.assistants.length >= maxAssistants
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
        {data && (
          <Row
            disabled={isFull}
            description={isFull && t.full({ limit: maxAssistants })}
            onClick={() => void sheet.show()}
          >
            {t.create}
          </Row>
        )}
        {!data && error && (
          <Row>
            <NotRead error={error} onRetry={refetch} isTold={isNoNetwork(error)} />
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
  const date = useDate(now)
  const { name, mayRemind, usedAt, expiresAt } = assistant
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
          {' · '}
          {t.until({ date: date.day(expiresAt) })}
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
