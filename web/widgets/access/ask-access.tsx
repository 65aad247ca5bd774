import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { ReactNode } from 'react'
import { askForAccess } from '#web/api/queries/access-requests.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { followInApp } from '#web/components/page/follow-in-app.ts'
import { goHome } from '#web/components/page/navigation.ts'
import { TextAround } from '#web/components/person/person-name.tsx'
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

// The retry remounts the page, so this is kept in the query cache.
const queryKeyOf = (taskId: string) => ['access-asked', taskId]

function useSentRequest(taskId: string): SentRequest | undefined {
  return useQuery<SentRequest>({ queryKey: queryKeyOf(taskId), queryFn: skipToken }).data
}

/** Which contract was asked for, as it may be mistyped, and advice for as long as nobody was asked. */
export function AccessAdvice({ taskId, children }: { taskId: string; children: ReactNode }) {
  const t = useWords(accessWords)
  const advice = useSentRequest(taskId) === undefined && children
  return (
    <>
      <p>
        <TextAround text={t.taskId({ taskId })} part={taskId} />
        <a className="text-link" href="/" onClick={(event) => followInApp(event, '/', goHome)}>
          {t.search}
        </a>
      </p>
      {advice}
    </>
  )
}

/** For people who may not see a flow: sends an access request, and then retries. */
export function AskAccess({ taskId, onRetry }: AskAccessProps) {
  const t = useWords(accessWords)
  const client = useQueryClient()
  const request = useSentRequest(taskId)
  const note = (noted: SentRequest) => client.setQueryData(queryKeyOf(taskId), noted)
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
        <Notice tone={request === 'open' ? 'quiet' : 'active'} testId="access-asked">
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
