import { useQuery } from '@tanstack/react-query'
import { Info } from 'lucide'
import { subscriptionHelpQuery } from '#web/api/queries/subscription.ts'
import { subscriptionWords } from '#web/components/failure/subscription-words.ts'
import { TextWithNames } from '#web/components/flow/person-name.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { useWords } from '#web/i18n/words.ts'

/** Says that the app's subscription has ended, and whom to ask or where to renew it. */
export function SubscriptionNotice() {
  const t = useWords(subscriptionWords)
  const { data } = useQuery(subscriptionHelpQuery)
  if (data?.hasEnded !== true) return null
  const { admins, canRenew, renewalUrl } = data
  const names = admins.join(t.between)
  return (
    <Notice
      tone="warn"
      icon={Info}
      testId="subscription-ended"
      extra={
        renewalUrl !== null && (
          <a className="text-link" href={renewalUrl} target="_blank" rel="noreferrer">
            {t.renewLink}
          </a>
        )
      }
    >
      {t.ended}
      {canRenew ? (
        renewalUrl === null ? (
          t.renewInMarket
        ) : (
          t.renew
        )
      ) : names === '' ? (
        t.askSomebody
      ) : (
        <TextWithNames text={t.ask({ names })} names={admins} />
      )}
    </Notice>
  )
}
