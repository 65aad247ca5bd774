import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { ReactNode } from 'react'
import type { AccessRequestList } from '#shared/schemas/access-request.ts'
import { accessRequestsQuery, decideRequest } from '#web/api/queries/access-requests.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords, words } from '#web/i18n/words.ts'
import './access.css'
import { accessWords } from './access-words.ts'

type AccessSheetProps = {
  /** Null: all flows whose access requests the person decides. */
  taskId: string | null
} & OpenSheet

/** Lists who requests access to a flow, to grant or refuse it. */
export function AccessSheet({ taskId, open, onClose }: AccessSheetProps) {
  const t = useWords(accessWords)
  return (
    <Sheet open={open} title={t.title} onClose={onClose} testId="access-sheet">
      <p className="quiet">{t.note}</p>
      <RequestList taskId={taskId} onDone={onClose} />
    </Sheet>
  )
}

type Request = AccessRequestList['requests'][number]

function RequestList({ taskId, onDone }: { taskId: string | null; onDone: () => void }) {
  const t = useWords(accessWords)
  const client = useQueryClient()
  const query = accessRequestsQuery(taskId)
  const requests = useQuery(query).data?.requests ?? []
  const deciding = useMutation({
    mutationFn: ({ request, decision }: { request: Request; decision: 'grant' | 'refuse' }) =>
      decideRequest(client, request.id, decision),
    onSuccess: (_, { request, decision }) => {
      const { name } = request
      notify(decision === 'grant' ? t.granted({ name }) : t.refused({ name }))
      const left = requests.filter(({ id }) => id !== request.id)
      client.setQueryData(query.queryKey, { requests: left })
      void client.invalidateQueries({ queryKey: ['access-requests'] })
      if (left.length === 0) onDone()
    },
    // Somebody else may have decided it already.
    onError: () => void client.invalidateQueries({ queryKey: ['access-requests'] }),
  })
  const button = (request: Request, decision: 'grant' | 'refuse') => (
    <Button
      size="small"
      {...(decision === 'grant' ? { color: 'primary' as const } : {})}
      disabled={deciding.isPending}
      aria-label={`${t[decision]} ${request.name}`}
      onClick={() => deciding.mutate({ request, decision })}
    >
      {t[decision]}
    </Button>
  )
  return (
    <>
      <Rows label={t.title}>
        {requests.length === 0 && <Row>{t.none}</Row>}
        {requests.map((request) => (
          <RequestRow
            key={request.id}
            request={request}
            hasTitle={taskId === null}
            buttons={
              <span className="access-buttons">
                {button(request, 'grant')}
                {button(request, 'refuse')}
              </span>
            }
          />
        ))}
      </Rows>
      {deciding.error && <FailureNote error={deciding.error} />}
    </>
  )
}

type RequestRowProps = {
  request: Request
  hasTitle: boolean
  buttons: ReactNode
}

function RequestRow({ request, hasTitle, buttons }: RequestRowProps) {
  const { untitled } = useWords(words.flow)
  const now = useNow()
  const { name, title, askedAt } = request
  return (
    <Row
      testId="access-request"
      extra={buttons}
      description={
        <>
          {hasTitle && (
            <p>
              <bdi>{title ?? untitled}</bdi>
            </p>
          )}
          <p>
            <Moment time={askedAt} now={now} isFirst />
          </p>
        </>
      }
    >
      {name}
    </Row>
  )
}
