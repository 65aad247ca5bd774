import type { ReadinessItem } from '#shared/readiness.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { LaunchButton } from '#web/components/launch/launch-button.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { ReadinessCard } from '#web/components/readiness/readiness-card.tsx'
import { useWords } from '#web/i18n/words.ts'
import './sign-action.css'
import type { SignOffer } from './sign-offer.ts'
import { signWords } from './sign-words.ts'

/** What has to be in order before somebody can sign. Its contract was taken from the package when the flow started. */
const neededToSign: readonly ReadinessItem[] = [
  'app-installed',
  'app-authorised',
  'corp-verified',
  'person-verified',
]

interface SignActionProps {
  taskId: string
  offer: SignOffer
  /** The page's address is asked for. */
  onLaunch: () => void
}

/** Leads to the page of e签宝 on which the viewer signs. */
export function SignAction({ taskId, offer, onLaunch }: SignActionProps) {
  const t = useWords(signWords)
  const isDue = offer === 'due'
  return (
    <div className="sign-action" data-testid="sign-action">
      <ReadinessCard returnTo={flowPath(taskId)} toSign={neededToSign} />
      <LaunchButton
        look={isDue ? 'primary' : 'quiet'}
        request={() => {
          onLaunch()
          return askForPage(launchCalls.sign(taskId))
        }}
        invalidates={[['flow', taskId], ['flows']]}
        title={t.pageTitle}
      >
        {isDue ? t.sign : t.signMaybe}
      </LaunchButton>
      {!isDue && <p className="quiet note">{t.maybeNote}</p>}
    </div>
  )
}
