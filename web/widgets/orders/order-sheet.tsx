import { type QueryClient, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import type { Order } from '#shared/schemas/corp/order.ts'
import type { OperatorOrder } from '#shared/schemas/corp/operator.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import '#web/widgets/desk/desk.css'
import { orderWords } from './order-words.ts'
import {
  newOrder,
  type OrderDraft,
  type OrderField,
  orderFields,
  toChannelOrder,
  toResaleOrder,
  wrongFields,
} from './order-draft.ts'

const inputs: Readonly<Record<OrderField, { type: string; inputMode?: 'numeric' | 'decimal' }>> = {
  orderId: { type: 'text' },
  itemCode: { type: 'text' },
  itemName: { type: 'text' },
  paid: { type: 'text', inputMode: 'decimal' },
  quantity: { type: 'text', inputMode: 'numeric' },
  confirmedQuantity: { type: 'text', inputMode: 'numeric' },
  validFrom: { type: 'date' },
  validUntil: { type: 'date' },
}

export type OrderSheetProps = {
  /** Rejects with `ApiError`. */
  onPlace: (client: QueryClient, order: OperatorOrder) => Promise<Order>
  /** The queries that a new order changes. */
  invalidates: readonly QueryKey[]
  /** The organisation that it is for, if not the person's own. */
  corpName?: string
} & OpenSheet

/**
 * A form for one order. The fields keep their values when the order is refused or the sheet is
 * closed.
 */
export function OrderSheet(props: OrderSheetProps) {
  const { open, onClose, onPlace, invalidates, corpName } = props
  const t = useWords(orderWords)
  const { cancel } = useWords(words.page)
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => newOrder('channel'))
  const [isChecked, setChecked] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const place = useMutation({
    mutationFn: () =>
      onPlace(
        client,
        draft.kind === 'channel'
          ? { kind: 'channel', ...toChannelOrder(draft) }
          : { kind: 'resale', ...toResaleOrder(draft) },
      ),
    onSuccess: ({ state, orderId }) => {
      setDraft(newOrder(draft.kind))
      setChecked(false)
      if (state !== 'placed') return
      notify(t.placedOrder({ orderId }))
      onClose()
    },
    onSettled: () => {
      setAsking(false)
      for (const queryKey of invalidates) void client.invalidateQueries({ queryKey })
    },
  })
  const wrong = wrongFields(draft)
  const change = (changes: Partial<OrderDraft>) => {
    setDraft({ ...draft, ...changes })
    place.reset()
  }
  const submit = () => {
    setChecked(true)
    const [first] = wrong
    if (first === undefined) setAsking(true)
    else document.getElementById(idOf(first))?.focus()
  }
  return (
    <>
      <Sheet
        open={open}
        title={t.newOrder}
        hasColumns
        onClose={onClose}
        actions={
          <>
            {isChecked && wrong.length > 0 && (
              <p className="small tone-bad reason" role="status">
                {t.wrong(wrong.length)}
              </p>
            )}
            <Button block color="primary" onClick={submit}>
              {t.place}
            </Button>
          </>
        }
      >
        {corpName !== undefined && <p className="desk-note">{t.orderFor({ corpName })}</p>}
        <div className="sheet-columns">
          <RadioRows
            label={t.orderKind}
            options={[
              { value: 'channel', label: t.channel, description: t.channelNote },
              { value: 'resale', label: t.resale, description: t.resaleNote },
            ]}
            value={draft.kind}
            onChange={(kind) => change({ kind })}
          />
          <Rows label={t.newOrder}>
            {orderFields[draft.kind].map((field) => (
              <Field
                key={field}
                field={field}
                value={draft[field]}
                isWrong={isChecked && wrong.includes(field)}
                onChange={(value) => change({ [field]: value })}
              />
            ))}
          </Rows>
        </div>
        {place.error && <FailureNote error={place.error} />}
        {place.data?.state === 'unknown' && (
          <Notice tone="warn" role="alert">
            {t.orderUnknownNote} {place.data.orderId}
          </Notice>
        )}
        <p className="desk-note">{t.ordersNote}</p>
      </Sheet>
      <ConfirmDialog
        open={isAsking}
        title={t.placeQuestion}
        confirm={{ label: t.placeConfirm, onConfirm: () => place.mutateAsync() }}
        cancelLabel={cancel}
        onClose={() => setAsking(false)}
      >
        {corpName !== undefined && <p>{t.orderFor({ corpName })}</p>}
        <p>
          {t.orderId} {draft.orderId}
        </p>
        <p>
          {t.contracts(Number(draft.quantity))} ·{' '}
          {draft.kind === 'channel' ? draft.itemName : t.resale}
        </p>
        {draft.kind === 'channel' && <p>{t.paidLine({ paid: draft.paid })}</p>}
        {draft.kind === 'resale' && (
          <p>{t.validLine({ from: draft.validFrom, until: draft.validUntil })}</p>
        )}
        <p>{t.ordersNote}</p>
      </ConfirmDialog>
    </>
  )
}

const idOf = (field: OrderField): string => `order-${field}`

type FieldProps = {
  field: OrderField
  value: string
  isWrong: boolean
  onChange: (value: string) => void
}

function Field({ field, value, isWrong, onChange }: FieldProps) {
  const t = useWords(orderWords)
  return (
    <InputRow
      id={idOf(field)}
      label={t[field]}
      note={field === 'orderId' && t.orderIdNote}
      rule={isWrong && t[`wrong/${field}`]}
      value={value}
      onChange={onChange}
      autoComplete="off"
      {...inputs[field]}
    />
  )
}
