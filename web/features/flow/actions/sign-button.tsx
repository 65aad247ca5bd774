import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { lazyPart } from '#web/components/page/lazy-part.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { SignButtonProps } from './sign-launch-button.tsx'
import { signWords } from './sign-words.ts'

// Lazy because it needs the client, which the proxy does not have.
const LaunchingButton = lazyPart(
  async () => (await import('./sign-launch-button.tsx')).SignLaunchButton,
)

/** Opens the e签宝 page where the viewer signs. */
export function SignButton(props: SignButtonProps) {
  const t = useWords(signWords)
  const [isTapped, setTapped] = useState(false)
  const isDue = props.offer === 'due'
  return (
    <LaunchingButton
      {...props}
      isTapped={isTapped}
      placeholder={
        <Button
          color="primary"
          fill={isDue ? 'solid' : 'outline'}
          size={props.isSmall ? 'small' : 'middle'}
          loading={isTapped}
          onClick={() => setTapped(true)}
        >
          {isDue ? t.sign : t.signMaybe}
        </Button>
      }
    />
  )
}
