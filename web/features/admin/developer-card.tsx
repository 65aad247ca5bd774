import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { initialiseDeveloper } from '#web/api/queries/admin.ts'
import { CopyButton } from '#web/components/copy-button.tsx'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { orderWords } from '#web/components/orders/order-words.ts'

/** Makes the app known to e签宝, with the address for its notices. */
export function DeveloperCard({ noticeUrl }: { noticeUrl: string }) {
  const t = useWords(orderWords)
  const [isAsking, setAsking] = useState(false)
  const initialise = useMutation({
    mutationFn: (_: void, { client }) => initialiseDeveloper(client),
    onSuccess: ({ done }) => {
      if (done === true) notify(t.initialised)
    },
    onSettled: () => setAsking(false),
  })
  return (
    <Rows testId="developer" header={<h2>{t.developer}</h2>}>
      <Row label={t.noticeUrl} extra={<CopyButton text={noticeUrl} />}>
        <span className="desk-address">{noticeUrl}</span>
      </Row>
      <li className="desk-gap">
        <p className="desk-note">{t.developerNote}</p>
        {initialise.error && <FailureNote error={initialise.error} />}
        {initialise.data && initialise.data.done !== true && (
          <Notice tone="warn">{t.initialiseUnsure}</Notice>
        )}
        <Button block fill="outline" color="primary" onClick={() => setAsking(true)}>
          {t.initialise}
        </Button>
        <ConfirmDialog
          open={isAsking}
          title={t.initialiseQuestion}
          confirm={{ label: t.initialiseConfirm, onConfirm: () => initialise.mutateAsync() }}
          cancelLabel={t.back}
          onClose={() => setAsking(false)}
        >
          <span className="desk-address">{noticeUrl}</span>
        </ConfirmDialog>
      </li>
    </Rows>
  )
}
