import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { apiOf } from '#web/api/api.ts'
import { moveSandboxClock, sandboxAuthCode } from '#web/api/queries/sandbox.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { signInWithCode } from '#web/api/session/session.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { fastForwardWords } from './fast-forward-words.ts'
import './fast-forward.css'

const steps = [
  { days: 1, label: 'aheadDay', text: 'aheadDay' },
  { days: 7, label: 'aheadWeek', text: 'week' },
  { days: 30, label: 'aheadMonth', text: 'month' },
] as const

/** Moves the sandbox's time on, so that what is due in weeks can be seen now. */
export function FastForward() {
  const t = useWords(fastForwardWords)
  const tError = useWords(errorWords)
  const client = useQueryClient()
  const { corpId, userId } = useSession()
  const move = useMutation({
    async mutationFn(days: number) {
      const { http, isSignedOut } = apiOf(client)
      // The page reads nothing by a session that ends on the way.
      isSignedOut.set(true)
      await client.cancelQueries()
      // A day takes most of a second, and a call may not last for long.
      for (let left = days; left > 0; left -= 7) await moveSandboxClock(http, Math.min(left, 7))
      // No session lasts for a day.
      await signInWithCode(http, await sandboxAuthCode(http, corpId, userId))
      location.reload()
    },
    onError(cause) {
      apiOf(client).isSignedOut.set(false)
      notify(failureIn(cause, tError).reason, 'fail')
    },
  })
  return (
    <div className="fast-forward">
      {steps.map(({ days, label, text }) => (
        <Button
          key={days}
          size="small"
          fill="none"
          color="primary"
          aria-label={t[label]}
          disabled={move.isPending}
          loading={move.isPending && move.variables === days}
          onClick={() => move.mutate(days)}
        >
          {t[text]}
        </Button>
      ))}
    </div>
  )
}
