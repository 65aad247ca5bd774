import { addPurchase, corpChanged } from '#web/api/queries/operator.ts'
import { TypedAction } from '#web/widgets/desk/typed-action.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { purchaseWords } from './purchase-words.ts'

/** Adds a purchase whose DingTalk event was lost, by its order number. */
export function AddPurchase({ corpId }: { corpId: string }) {
  const t = useWords(purchaseWords)
  const { cancel } = useWords(words.page)
  return (
    <TypedAction
      label={t.open}
      title={t.title}
      field={{ id: 'purchase-order', label: t.field }}
      confirmLabel={t.confirm}
      cancelLabel={cancel}
      act={(client, orderId) => addPurchase(client, corpId, orderId)}
      onDone={(client) => {
        notify(t.added)
        return corpChanged(client, corpId)
      }}
    >
      {t.hint}
    </TypedAction>
  )
}
