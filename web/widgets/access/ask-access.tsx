import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { askForAccess } from '#web/api/queries/access-requests.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords } from '#web/i18n/words.ts'
import './access.css'
import { accessWords } from './access-words.ts'

type AskAccessProps = {
  taskId: string
  /** Tries to open the flow again. */
  onRetry: () => Promise<unknown>
}

/** A request that was sent; `open` once the flow was tried again and still was not allowed. */
type SentRequest = 'asked' | 'open'

/** For people who may not see a flow: sends an access request, and then retries. */
export function AskAccess({ taskId, onRetry }: AskAccessProps) {
  const t = useWords(accessWords)
  const client = useQueryClient()
  // The retry remounts the page, so this is kept in the query cache.
  const queryKey = ['access-asked', taskId]
  const { data: request } = useQuery<SentRequest>({ queryKey, queryFn: skipToken })
  const note = (noted: SentRequest) => client.setQueryData(queryKey, noted)
  const asking = useMutation({
    mutationFn: () => askForAccess(client, taskId),
    onSuccess: ({ state }) => {
      if (state === 'allowed') return onRetry()
      return note('asked')
    },
  })
  const openAgain = async () => {
    await onRetry()
    note('open')
  }
  if (request !== undefined)
    return (
      <>
        <Notice tone={request === 'open' ? 'quiet' : 'good'} testId="access-asked">
          {request === 'open' ? t.notYet : t.asked}
        </Notice>
        <Button block size="large" loading="auto" onClick={openAgain}>
          {t.open}
        </Button>
      </>
    )
  return (
    <>
      <Button
        block
        color="primary"
        size="large"
        loading={asking.isPending}
        loadingText={t.asking}
        onClick={() => asking.mutate()}
      >
        {t.ask}
      </Button>
      {asking.error && <FailureNote error={asking.error} />}
    </>
  )
}
