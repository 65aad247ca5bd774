import { useQuery } from '@tanstack/react-query'
import { corpQuery, ordersQuery } from '#web/api/queries/admin.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { DeskPage } from '../desk-page.tsx'
import { BuyPackage } from './buy-package.tsx'
import { MarginCard } from './margin-card.tsx'
import { OrdersCard } from './orders-card.tsx'

const shown = [corpQuery.queryKey, ordersQuery.queryKey]

type PackagesPageProps = {
  /** Whether the viewer may buy; operators who are not admins order. */
  canManage: boolean
  hasOrders: boolean
}

/** How many contracts are left, and how there come to be more, `/admin?view=packages`. */
export function PackagesPage({ canManage, hasOrders }: PackagesPageProps) {
  const t = useWords(adminWords)
  const reading = useQuery(corpQuery)
  return (
    <DeskPage title={t.packages} shows={shown} old={reading.data && reading}>
      <MarginCard reading={reading}>{canManage && <BuyPackage />}</MarginCard>
      {/* The card above keeps its height, so that this one does not move. */}
      {hasOrders && (reading.data || reading.error) && <OrdersCard />}
    </DeskPage>
  )
}
