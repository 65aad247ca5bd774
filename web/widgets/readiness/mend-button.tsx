import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { subscriptionHelpQuery } from '#web/api/queries/corp.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { useWords } from '#web/i18n/words.ts'
import { RenewalLink } from '#web/widgets/failure/how-to-renew.tsx'
import type { Blocker } from './blocker.ts'
import { NotifyAdmins } from './notify-admins.tsx'
import { FixButton, isFixedElsewhere } from './readiness-fix.tsx'
import { readinessWords } from './readiness-words.ts'

type MendButtonProps = {
  blocker: Blocker
  returnTo: string
} & Partial<Size>

/** A page's main button while something is missing: the step that mends it, or tells who can. */
export function MendButton(props: MendButtonProps) {
  return (
    <div className="mend" data-testid="blocker" data-trouble={props.blocker.trouble}>
      <Mend {...props} />
    </div>
  )
}

function Mend({ blocker, returnTo, size = 'middle' }: MendButtonProps) {
  if (blocker.trouble === 'subscription-ended') return <Renew size={size} />
  const { check } = blocker
  if (isFixedElsewhere(check)) return <CheckAgain size={size} />
  // Everybody verifies themselves.
  if (check.canFix || check.item === 'person-verified')
    return (
      <FixButton
        check={check}
        returnTo={returnTo}
        look="primary"
        size={size}
        pageNotice="mend-notice"
      />
    )
  return <NotifyAdmins key={check.item} trouble={check.item} size={size} />
}

type Size = { size: 'middle' | 'large' }

/** After a fix elsewhere. */
function CheckAgain({ size }: Size) {
  const t = useWords(readinessWords)
  // Mounted for a failure, it would try again by itself.
  const { isFetching, refetch } = useQuery({ ...readinessQuery, enabled: false })
  return (
    <Button
      block
      size={size}
      color="primary"
      loading={isFetching}
      loadingText={t.recheck}
      onClick={() => void refetch()}
    >
      {t.recheck}
    </Button>
  )
}

function Renew({ size }: Size) {
  const { data: help } = useQuery(subscriptionHelpQuery)
  if (help?.canRenew === false) return <NotifyAdmins trouble="subscription-ended" size={size} />
  if (help?.renewalUrl == null) return <CheckAgain size={size} />
  return <RenewalLink url={help.renewalUrl} size={size} />
}
