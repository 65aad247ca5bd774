import Button from 'antd-mobile/es/components/button'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AdminTrouble } from '#shared/schemas/nudge.ts'
import { notifyAdmins } from '#web/api/queries/notify-admins.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { ReadinessFix } from '#web/components/readiness/readiness-fix.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import type { Blocker } from './blocker.ts'
import { submitWords } from './submit-words.ts'

/** Who can mend what blocks the start: a button for admins, for others one that tells them. */
export function BlockerNote({ blocker: { trouble, check } }: { blocker: Blocker }) {
  return (
    <div className="blocker-note" data-testid="blocker" data-trouble={trouble}>
      <ReadinessFix check={check} returnTo="/start" />
      {!check.canFix && <NotifyAdmins trouble={trouble} />}
    </div>
  )
}

function NotifyAdmins({ trouble }: { trouble: AdminTrouble }) {
  const t = useWords(submitWords)
  const tError = useWords(errorWords)
  const { between } = useWords(words.nextStep)
  const client = useQueryClient()
  const [told, setTold] = useState<string | null>(null)
  const tell = async () => {
    try {
      const { names } = await notifyAdmins(client, trouble)
      const text = names.length === 0 ? t.notifiedAll : t.notified({ names: names.join(between) })
      setTold(text)
      notify(text)
    } catch (error) {
      notify(failureIn(error, tError).reason, 'fail')
      // It may have been mended meanwhile.
      void client.invalidateQueries({ queryKey: readinessQuery.queryKey })
    }
  }
  if (told !== null) return <p>{told}</p>
  return (
    <Button size="small" fill="none" color="primary" loading="auto" onClick={tell}>
      {t.notify}
    </Button>
  )
}
