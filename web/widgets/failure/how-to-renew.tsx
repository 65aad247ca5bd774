import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SubscriptionHelp } from '#shared/schemas/corp/corp.ts'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { TextWithNames } from '#web/components/person/person-name.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import './how-to-renew.css'
import { subscriptionWords } from './subscription-words.ts'

/**
 * What to do when the subscription has ended.
 * @param props `children`: shown until the requester's role is known
 */
export function HowToRenew({ children }: { children: ReactNode }) {
  const t = useWords(subscriptionWords)
  const { data } = useQuery(subscriptionHelpQuery)
  if (data === undefined) return children
  return (
    <>
      <p data-testid={data.canRenew ? undefined : 'whom-to-ask'}>
        <WhoRenews help={data} />
      </p>
      <p>{t.kept}</p>
      {data.renewalUrl !== null && (
        <div className="renewal">
          <RenewalLink url={data.renewalUrl} size="large" />
        </div>
      )}
    </>
  )
}

/** Tells members whom to ask, and admins where to renew. */
export function WhoRenews({ help: { admins, canRenew, renewalUrl } }: { help: SubscriptionHelp }) {
  const t = useWords(subscriptionWords)
  const names = admins.join(useWords(words.nextStep).between)
  if (canRenew) return renewalUrl === null ? t.renewInMarket : t.renew
  return names === '' ? t.askSomebody : <TextWithNames text={t.ask({ names })} names={admins} />
}

type RenewalLinkProps = {
  url: string
  /** Unless small, it is a page's main button. */
  size?: 'small' | 'middle' | 'large'
}

export function RenewalLink({ url, size = 'small' }: RenewalLinkProps) {
  const t = useWords(subscriptionWords)
  const look = size === 'small' ? 'adm-button-default' : 'adm-button-primary adm-button-block'
  return (
    <a
      className={`adm-button adm-button-shape-default adm-button-${size} ${look}`}
      href={url}
      target="_blank"
      rel="noreferrer"
    >
      {t.renewLink}
    </a>
  )
}
