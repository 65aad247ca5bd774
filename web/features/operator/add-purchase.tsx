import { addPurchase } from '#web/api/queries/operator.ts'
import { useWords } from '#web/i18n/words.ts'
import { purchaseWords } from './purchase-words.ts'
import { TypedAction } from './typed-action.tsx'

/** Makes up for a purchase of which DingTalk's event was lost, by the number of its order. */
export function AddPurchase({ corpId }: { corpId: string }) {
  const t = useWords(purchaseWords)
  return (
    <TypedAction
      corpId={corpId}
      label={t.open}
      title={t.title}
      field={{ id: 'purchase-order', label: t.field }}
      confirmLabel={t.confirm}
      cancelLabel={t.cancel}
      doneNote={t.added}
      act={(client, orderId) => addPurchase(client, corpId, orderId)}
    >
      {t.hint}
    </TypedAction>
  )
}
