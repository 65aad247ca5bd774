import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { type FormEvent, useId, useState } from 'react'
import { ordersQuery, placeChannelOrder, placeResaleOrder } from '#web/api/queries/admin.ts'
import { Choice } from '#web/components/choice.tsx'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import {
  emptyOrder,
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

/** A form for one order; what was typed stays when the order is refused. */
export function OrderForm() {
  const t = useWords(adminWords)
  const client = useQueryClient()
  const [draft, setDraft] = useState(emptyOrder)
  const [isChecked, setChecked] = useState(false)
  const place = useMutation({
    mutationFn: () =>
      draft.kind === 'channel'
        ? placeChannelOrder(toChannelOrder(draft))
        : placeResaleOrder(toResaleOrder(draft)),
    onSuccess: () => {
      setDraft({ ...emptyOrder, kind: draft.kind })
      setChecked(false)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ordersQuery.queryKey }),
  })
  const wrong = wrongFields(draft)
  const change = (changes: Partial<OrderDraft>) => {
    setDraft({ ...draft, ...changes })
    place.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (wrong.length === 0) place.mutate()
  }
  return (
    <form className="order-form" noValidate onSubmit={submit}>
      <Choice
        label={t.orderKind}
        options={[
          { value: 'channel', label: t.channel },
          { value: 'resale', label: t.resale },
        ]}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
      />
      {orderFields[draft.kind].map((field) => (
        <Field
          key={field}
          field={field}
          value={draft[field]}
          isWrong={isChecked && wrong.includes(field)}
          onChange={(value) => change({ [field]: value })}
        />
      ))}
      {place.error && <FailureNote error={place.error} />}
      {place.data && (
        <p role="status">
          {place.data.state === 'placed' ? t.placed : t.orderUnknownNote} {place.data.orderId}
        </p>
      )}
      <Button block color="primary" type="submit" loading={place.isPending} loadingText={t.placing}>
        {t.place}
      </Button>
    </form>
  )
}

interface FieldProps {
  field: OrderField
  value: string
  isWrong: boolean
  onChange: (value: string) => void
}

function Field({ field, value, isWrong, onChange }: FieldProps) {
  const t = useWords(adminWords)
  const id = useId()
  const { type, inputMode } = inputs[field]
  return (
    <div className="field">
      <label htmlFor={id}>{t[field]}</label>
      <input
        id={id}
        className="text-field"
        type={type}
        inputMode={inputMode}
        value={value}
        autoComplete="off"
        aria-invalid={isWrong}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-note`} className={isWrong ? 'trouble' : 'quiet note'}>
        {isWrong ? t[`wrong/${field}`] : field === 'orderId' && t.orderIdNote}
      </p>
    </div>
  )
}
