import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { subscriptionHelpQuery } from '#web/api/queries/subscription.ts'
import { TextWithNames } from '#web/components/flow/person-name.tsx'
import { useWords } from '#web/i18n/words.ts'
import { subscriptionWords } from './subscription-words.ts'

/**
 * Tells a member whom to ask when the subscription has ended, and an administrator where to renew
 * it.
 * @param props `children`: shown until it is known which of them looks
 */
export function SubscriptionHelp({ children }: { children: ReactNode }) {
  const t = useWords(subscriptionWords)
  const { data } = useQuery(subscriptionHelpQuery)
  if (data === undefined) return children
  const kept = <p>{t.kept}</p>
  if (!data.canRenew) {
    const names = data.admins.join(t.between)
    return (
      <>
        <p data-testid="whom-to-ask">
          {names === '' ? (
            t.askSomebody
          ) : (
            <TextWithNames text={t.ask({ names })} names={data.admins} />
          )}
        </p>
        {kept}
      </>
    )
  }
  return (
    <>
      {data.renewalUrl === null ? <p>{t.renewInMarket}</p> : <p>{t.renew}</p>}
      {kept}
      {data.renewalUrl !== null && (
        <p>
          <a className="text-link" href={data.renewalUrl} target="_blank" rel="noreferrer">
            {t.renewLink}
          </a>
        </p>
      )}
    </>
  )
}
