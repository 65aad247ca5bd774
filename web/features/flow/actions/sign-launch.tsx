import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { hasCode, isUnreachable } from '#web/api/http/api-error.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { LaunchNote } from '#web/widgets/launch/launch-note.tsx'
import { launchWords } from '#web/widgets/launch/launch-words.ts'
import { useLaunch } from '#web/widgets/launch/use-launch.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'

export type SignLaunchProps = {
  taskId: string
  onLaunch: () => void
  /** Whether a tap on the button waits for the page to be opened. */
  isTapped: boolean
  /** Called when opening begins and ends. */
  onOpening: (isOpening: boolean) => void
}

/** Opens the signing page when the button is tapped; the page's notice tells how far it is. */
export function SignLaunch({ taskId, onLaunch, isTapped, onOpening }: SignLaunchProps) {
  const t = useWords(launchWords)
  const { noNetwork } = useWords(words.page)
  const launch = useLaunch({
    request: (client) => {
      const page = askForPage(client, launchCalls.sign(taskId))
      page.then(onLaunch, (error: unknown) => {
        // Without a network, the code that shows the outcome cannot be loaded.
        if (!isUnreachable(error)) onLaunch()
      })
      return page
    },
    invalidates: [['flow', taskId], ['flows']],
    title: t.signTitle,
  })
  const start = useEffectEvent(() => {
    onOpening(true)
    void launch.start().finally(() => onOpening(false))
  })
  // React runs the effects of a tap in the tap's own task, where browsers let a page open a tab.
  useEffect(() => {
    if (isTapped) start()
  }, [isTapped])
  const { stage } = launch.state
  const { error: notReady } = useQuery({ ...readinessQuery, enabled: false })
  const isTold =
    stage === 'failed' &&
    [launch.state.error, notReady].every((error) => hasCode(error, 'subscription-ended'))
  const isOffline = stage === 'failed' && isUnreachable(launch.state.error)
  useEffect(() => {
    if (isOffline) notify(noNetwork, 'fail')
  }, [isOffline, noNetwork])
  useEffect(() => {
    // The preconditions above the signers already say it.
    if (isTold) document.querySelector('.readiness')?.scrollIntoView()
  }, [isTold])
  return isTold || isOffline ? null : <LaunchNote launch={launch} pageNotice="sign-notices" />
}
