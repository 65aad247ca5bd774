import Button from 'antd-mobile/es/components/button'
import { useEffect, useEffectEvent, useState } from 'react'
import { lazyHook } from '#web/components/page/lazy-part.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { SignLaunchProps } from './sign-launch.tsx'
import type { SignOffer } from './sign-offer.ts'

// Lazy because it needs the client, which the proxy does not have.
const useSignLaunch = lazyHook(async () => (await import('./sign-launch.tsx')).SignLaunch)

type SignButtonProps = {
  offer: SignOffer
  isSmall: boolean
} & Pick<SignLaunchProps, 'taskId' | 'onLaunch'>

/** Opens the e签宝 page where the requester signs. */
export function SignButton({ offer, isSmall, ...props }: SignButtonProps) {
  const t = useWords(words.sign)
  const { noNetwork, opening } = useWords(words.page)
  const { Part: SignLaunch, failures, fetchPart } = useSignLaunch()
  const [tap, setTap] = useState<'waiting' | 'opening' | null>(null)
  const isDue = offer === 'due'
  const giveUp = useEffectEvent(() => {
    if (tap !== 'waiting') return
    setTap(null)
    notify(noNetwork, 'fail')
  })
  useEffect(() => {
    // Loading fails outside of any handler.
    // oxlint-disable-next-line react/set-state-in-effect
    if (failures > 0) giveUp()
  }, [failures])
  const start = () => {
    setTap('waiting')
    if (failures > 0 && SignLaunch === null) void fetchPart()
  }
  return (
    <>
      <Button
        color="primary"
        fill={isDue ? 'solid' : 'outline'}
        size={isSmall ? 'small' : 'middle'}
        loading={tap !== null}
        data-code={SignLaunch === null ? 'awaited' : 'loaded'}
        loadingText={opening}
        onClick={start}
      >
        {isDue ? t.sign : t.signMaybe}
      </Button>
      {SignLaunch && (
        <SignLaunch
          {...props}
          isTapped={tap === 'waiting'}
          onOpening={(isOpening) => setTap(isOpening ? 'opening' : null)}
        />
      )}
    </>
  )
}
