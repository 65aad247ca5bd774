import {
  type QueryClient,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useState } from 'react'
import type { CorpDone } from '#shared/schemas/corp/corp.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { errorWords } from '#web/components/failure/error-words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words as common } from '#web/i18n/words.ts'
import { deskWords } from './desk-words.ts'

type InitialiseProps = {
  /** The organisation whose account it is. */
  corpId: string
  words: Record<`initialise${'' | 'Question' | 'Confirm' | 'Unsure'}`, string>
  /** Shown with the question. */
  children: ReactNode
  act: (client: QueryClient) => Promise<CorpDone>
  /** Rereads what may have changed, also after a failure. */
  onSettled?: (client: QueryClient) => Promise<void>
}

/** Registers a developer account with e签宝, after a confirmation. */
export function Initialise({ corpId, words, children, act, onSettled }: InitialiseProps) {
  const t = useWords(deskWords)
  const { cancel } = useWords(common.page)
  const tError = useWords(errorWords)
  const client = useQueryClient()
  // Other pages may be shown meanwhile.
  const isDoneKey = ['initialised', corpId]
  const { data: isDone = false } = useQuery<boolean>({
    queryKey: isDoneKey,
    queryFn: skipToken,
    gcTime: Infinity,
  })
  const [isAsking, setAsking] = useState(false)
  const { data, error, mutateAsync } = useMutation({
    mutationFn: () => act(client),
    onSuccess: (answer) => {
      if (answer.done === true) notify(t.initialised)
    },
    onSettled: (answer, failure) => {
      setAsking(false)
      if (answer?.done === true || hasCode(failure, 'esign-already-initialised'))
        client.setQueryData<boolean>(isDoneKey, true)
      return onSettled?.(client)
    },
  })
  if (isDone)
    return (
      <Notice tone="good" role="alert">
        {t.initialised}
        <span className="desk-note">{tError['esign-already-initialised/next']}</span>
      </Notice>
    )
  return (
    <>
      {error && <FailureNote error={error} />}
      {data && data.done !== true && <Notice tone="warn">{words.initialiseUnsure}</Notice>}
      <Button block fill="outline" color="primary" onClick={() => setAsking(true)}>
        {words.initialise}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={words.initialiseQuestion}
        confirm={{ label: words.initialiseConfirm, onConfirm: () => mutateAsync() }}
        cancelLabel={cancel}
        onClose={() => setAsking(false)}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
