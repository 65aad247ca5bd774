import { useQuery } from '@tanstack/react-query'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { RenewalLink, WhoRenews } from '#web/widgets/failure/how-to-renew.tsx'
import { NotifyAdmins } from '#web/widgets/readiness/notify-admins.tsx'
import { ReadinessFix } from '#web/widgets/readiness/readiness-fix.tsx'
import type { Blocker } from './blocker.ts'

/** Who can mend what blocks the start: a button for admins, for others one that tells them. */
export function BlockerNote({ blocker }: { blocker: Blocker }) {
  const { trouble } = blocker
  return (
    <div className="blocker-note" data-testid="blocker" data-trouble={trouble}>
      {trouble === 'subscription-ended' ? (
        <Renewal />
      ) : (
        <>
          <ReadinessFix check={blocker.check} returnTo="/start" />
          {!blocker.check.canFix && <NotifyAdmins trouble={trouble} />}
        </>
      )}
    </div>
  )
}

function Renewal() {
  const { data: help } = useQuery(subscriptionHelpQuery)
  if (help === undefined) return null
  return (
    <>
      <p>
        <WhoRenews help={help} />
      </p>
      {help.renewalUrl !== null && <RenewalLink url={help.renewalUrl} />}
      {!help.canRenew && <NotifyAdmins trouble="subscription-ended" />}
    </>
  )
}
