import { type QueryClient, useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type ReactNode, useState } from 'react'
import type { CorpDone } from '#shared/schemas/corp.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { deskWords } from './desk-words.ts'

interface InitialiseProps {
  words: Record<`initialise${'' | 'Question' | 'Confirm' | 'Unsure'}`, string>
  /** Shown with the question. */
  children: ReactNode
  act: (client: QueryClient) => Promise<CorpDone>
  /** Rereads what may have changed, also after a failure. */
  onSettled?: (client: QueryClient) => Promise<void>
}

/** Registers a developer account with e签宝, after a confirmation. */
export function Initialise({ words, children, act, onSettled }: InitialiseProps) {
  const t = useWords(deskWords)
  const [isAsking, setAsking] = useState(false)
  const { data, error, mutateAsync } = useMutation({
    mutationFn: (_: void, { client }) => act(client),
    onSuccess: ({ done }) => {
      if (done === true) notify(t.initialised)
    },
    onSettled: (_answer, _error, _variables, _before, { client }) => {
      setAsking(false)
      return onSettled?.(client)
    },
  })
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
        cancelLabel={t.back}
        onClose={() => setAsking(false)}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
