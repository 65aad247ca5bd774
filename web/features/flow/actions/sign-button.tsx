import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { lazyHook } from '#web/components/page/lazy-part.tsx'
import { NotLoaded } from '#web/components/page/not-loaded.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { SignLaunchProps } from './sign-launch.tsx'
import type { SignOffer } from './sign-offer.ts'
import { signWords } from './sign-words.ts'

// Lazy because it needs the client, which the proxy does not have.
const useSignLaunch = lazyHook(async () => (await import('./sign-launch.tsx')).SignLaunch)

interface SignButtonProps extends Pick<SignLaunchProps, 'taskId' | 'notices' | 'onLaunch'> {
  offer: SignOffer
  isSmall: boolean
}

/** Opens the e签宝 page where the viewer signs. */
export function SignButton({ offer, isSmall, ...props }: SignButtonProps) {
  const t = useWords(signWords)
  const { Part: SignLaunch } = useSignLaunch()
  // The button's text while the page is being opened; empty until SignLaunch has started.
  const [opening, setOpening] = useState<string | null>(null)
  const isDue = offer === 'due'
  if (SignLaunch === false) return <NotLoaded />
  return (
    <>
      <Button
        color="primary"
        fill={isDue ? 'solid' : 'outline'}
        size={isSmall ? 'small' : 'middle'}
        loading={opening !== null}
        loadingText={opening ?? ''}
        onClick={() => setOpening('')}
      >
        {isDue ? t.sign : t.signMaybe}
      </Button>
      {SignLaunch && <SignLaunch {...props} isTapped={opening === ''} onOpening={setOpening} />}
    </>
  )
}
