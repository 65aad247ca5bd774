import { useQuery } from '@tanstack/react-query'
import { Info } from 'lucide'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { RenewalLink, WhoRenews } from '#web/widgets/failure/how-to-renew.tsx'
import { subscriptionWords } from '#web/widgets/failure/subscription-words.ts'
import { PageNotice } from '#web/components/notice/page-notice.tsx'
import { useWords } from '#web/i18n/words.ts'

/** Says that the app's subscription has ended, and whom to ask or where to renew it. */
export function SubscriptionNotice() {
  const t = useWords(subscriptionWords)
  const { data } = useQuery(subscriptionHelpQuery)
  if (data?.hasEnded !== true) return null
  return (
    <PageNotice
      rank="subscription"
      icon={Info}
      testId="subscription-ended"
      action={data.renewalUrl !== null && <RenewalLink url={data.renewalUrl} />}
    >
      {t.ended}
      <WhoRenews help={data} />
    </PageNotice>
  )
}
