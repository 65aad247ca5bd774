import { NotifyAdmins } from '#web/components/readiness/notify-admins.tsx'
import { ReadinessFix } from '#web/components/readiness/readiness-fix.tsx'
import type { Blocker } from './blocker.ts'

/** Who can mend what blocks the start: a button for admins, for others one that tells them. */
export function BlockerNote({ blocker: { trouble, check } }: { blocker: Blocker }) {
  return (
    <div className="blocker-note" data-testid="blocker" data-trouble={trouble}>
      <ReadinessFix check={check} returnTo="/start" />
      {!check.canFix && <NotifyAdmins trouble={trouble} />}
    </div>
  )
}
