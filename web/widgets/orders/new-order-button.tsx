import Button from 'antd-mobile/es/components/button'
import { type OpenSheet, useSheet } from '#web/components/overlay/sheet.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { OrderSheetProps } from './order-sheet.tsx'
import { orderWords } from './order-words.ts'

/** The button that opens the order form. */
export function NewOrderButton(order: Omit<OrderSheetProps, keyof OpenSheet>) {
  const t = useWords(orderWords)
  const sheet = useSheet(() => import('./order-sheet.tsx'))
  return (
    <>
      <Button size="small" loading="auto" onClick={sheet.show}>
        {t.newOrder}
      </Button>
      {sheet.part && <sheet.part.OrderSheet {...sheet.props} {...order} />}
    </>
  )
}
