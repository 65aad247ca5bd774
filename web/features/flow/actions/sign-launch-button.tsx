import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { hasCode, isUnreachable } from '#web/api/http/api-error.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { LaunchNote } from '#web/components/launch/launch-note.tsx'
import { launchWords } from '#web/components/launch/launch-words.ts'
import { useLaunch } from '#web/components/launch/use-launch.ts'
import { useWords } from '#web/i18n/words.ts'
import type { SignOffer } from './sign-offer.ts'
import { signWords } from './sign-words.ts'

export interface SignButtonProps {
  taskId: string
  offer: SignOffer
  isSmall: boolean
  notices: HTMLElement | null
  onLaunch: () => void
}

interface SignLaunchButtonProps extends SignButtonProps {
  /** Whether the placeholder was tapped before this loaded. */
  isTapped: boolean
}

/** Opens the signing page; notes about it are shown at the top of the page. */
export function SignLaunchButton(props: SignLaunchButtonProps) {
  const { taskId, offer, isSmall, notices, onLaunch } = props
  const t = useWords(signWords)
  const tLaunch = useWords(launchWords)
  const isDue = offer === 'due'
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
    title: t.pageTitle,
  })
  const isWaited = useRef(props.isTapped)
  useEffect(() => {
    if (!isWaited.current) return
    isWaited.current = false
    launch.start()
  })
  const { stage } = launch.state
  const { error: notReady } = useQuery({ ...readinessQuery, enabled: false })
  const isTold =
    stage === 'failed' &&
    [launch.state.error, notReady].every((error) => hasCode(error, 'subscription-ended'))
  useEffect(() => {
    // The preconditions above the signers already say it.
    if (isTold) document.querySelector('.readiness')?.scrollIntoView()
    else if (stage === 'failed' || stage === 'not-opened') window.scrollTo(0, 0)
  }, [isTold, stage])
  return (
    <>
      <Button
        color="primary"
        fill={isDue ? 'solid' : 'outline'}
        size={isSmall ? 'small' : 'middle'}
        loading={stage === 'asking'}
        loadingText={tLaunch.opening}
        onClick={launch.start}
      >
        {isDue ? t.sign : t.signMaybe}
      </Button>
      {notices &&
        !isTold &&
        createPortal(
          <div className="sign-note">
            <LaunchNote launch={launch} />
          </div>,
          notices,
        )}
    </>
  )
}
