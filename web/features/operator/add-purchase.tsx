import { useMutation } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { addPurchase } from '#web/api/queries/operator.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { purchaseWords } from './purchase-words.ts'

/** Makes up for a purchase of which DingTalk's event was lost, by the number of its order. */
export function AddPurchase({ corpId }: { corpId: string }) {
  const t = useWords(purchaseWords)
  const [isAsking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const adding = useMutation({
    mutationFn: (_: void, { client }) => addPurchase(client, corpId, typed.trim()),
    onSuccess: () => {
      setAsking(false)
      notify(t.added)
    },
  })
  const confirmed = async () => {
    // A failure shows in the dialog.
    await adding.mutateAsync().catch(() => {})
  }
  const open = () => {
    adding.reset()
    setTyped('')
    setAsking(true)
  }
  return (
    <>
      <Button block fill="none" onClick={open}>
        {t.open}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={t.title}
        confirm={{
          label: t.confirm,
          disabled: typed.trim() === '',
          onConfirm: confirmed,
        }}
        cancelLabel={t.cancel}
        onClose={() => setAsking(false)}
      >
        <p>{t.hint}</p>
        <Rows>
          <InputRow
            id="purchase-order"
            label={t.field}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        </Rows>
        {adding.error && <FailureNote error={adding.error} />}
      </ConfirmDialog>
    </>
  )
}
