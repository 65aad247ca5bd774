import { ordersQuery } from '#web/api/queries/admin.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { DeskPage } from '../desk-page.tsx'
import { OrdersCard } from './orders-card.tsx'

const shown = [ordersQuery.queryKey]

/** The orders of packages, for operators, `/admin?view=orders`. */
export function OrdersPage() {
  const t = useWords(adminWords)
  return (
    <DeskPage title={t.orders} shows={shown}>
      <OrdersCard />
    </DeskPage>
  )
}
