import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { askForAccess } from '#web/api/queries/access-requests.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords } from '#web/i18n/words.ts'
import './access.css'
import { accessWords } from './access-words.ts'

interface AskAccessProps {
  taskId: string
  /** Tries to open the flow again. */
  onRetry: () => Promise<unknown>
}

/** For people who may not see a flow: sends an access request, and then retries. */
export function AskAccess({ taskId, onRetry }: AskAccessProps) {
  const t = useWords(accessWords)
  const client = useQueryClient()
  // The retry remounts the page, so this is kept in the query cache.
  const askedKey = ['access-asked', taskId]
  const [isRequested, setRequested] = useState(() => client.getQueryData(askedKey) === true)
  const asking = useMutation({
    mutationFn: () => askForAccess(client, taskId),
    onSuccess: ({ state }) => {
      if (state === 'allowed') return onRetry()
      client.setQueryData(askedKey, true)
      setRequested(true)
      return undefined
    },
  })
  if (isRequested)
    return (
      <>
        <Notice tone="good" testId="access-asked">
          {t.asked}
        </Notice>
        <Button block size="large" loading="auto" onClick={async () => void (await onRetry())}>
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
