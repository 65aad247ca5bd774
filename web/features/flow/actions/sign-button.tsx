import Button from 'antd-mobile/es/components/button'
import { useEffect, useEffectEvent, useState } from 'react'
import { lazyHook } from '#web/components/page/lazy-part.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { SignLaunchProps } from './sign-launch.tsx'
import type { SignOffer } from './sign-offer.ts'

// Lazy because it needs the client, which the proxy does not have.
const useSignLaunch = lazyHook(async () => (await import('./sign-launch.tsx')).SignLaunch)

interface SignButtonProps extends Pick<SignLaunchProps, 'taskId' | 'notices' | 'onLaunch'> {
  offer: SignOffer
  isSmall: boolean
}

/** Opens the e签宝 page where the viewer signs. */
export function SignButton({ offer, isSmall, ...props }: SignButtonProps) {
  const t = useWords(words.sign)
  const { noNetwork } = useWords(words.page)
  const { Part: SignLaunch, failures, fetchPart } = useSignLaunch()
  // The last tap; its text is empty until SignLaunch starts, and a failed load ends it.
  const [tap, setTap] = useState<{ text: string; failures: number } | null>(null)
  const opening = tap?.failures === failures ? tap.text : null
  const isDue = offer === 'due'
  const warn = useEffectEvent(() => {
    if (tap?.failures === failures - 1) notify(noNetwork, 'fail')
  })
  useEffect(() => {
    if (failures > 0) warn()
  }, [failures])
  const start = () => {
    setTap({ text: '', failures })
    if (failures > 0 && SignLaunch === null) void fetchPart()
  }
  return (
    <>
      <Button
        color="primary"
        fill={isDue ? 'solid' : 'outline'}
        size={isSmall ? 'small' : 'middle'}
        loading={opening !== null}
        loadingText={opening ?? ''}
        onClick={start}
      >
        {isDue ? t.sign : t.signMaybe}
      </Button>
      {SignLaunch && (
        <SignLaunch
          {...props}
          isTapped={opening === ''}
          onOpening={(text) => setTap(text === null ? null : { text, failures })}
        />
      )}
    </>
  )
}
