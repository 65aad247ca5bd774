import { corpQuery } from '#web/api/queries/admin.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { LaunchButton } from '#web/widgets/launch/launch-button.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'

const invalidates = [corpQuery.queryKey]

/** Opens e签宝's page that authorises this app. */
export function AuthoriseButton() {
  const t = useWords(adminWords)
  return (
    <LaunchButton
      request={(client) => askForPage(client, launchCalls.authorise, '/admin')}
      invalidates={invalidates}
      title={t.authoriseTitle}
    >
      {t.authorise}
    </LaunchButton>
  )
}

/** Opens e签宝's page that has the company verified. */
export function VerifyButton() {
  const t = useWords(adminWords)
  return (
    <LaunchButton
      request={(client) => askForPage(client, launchCalls.corpRealName, '/admin')}
      invalidates={invalidates}
      title={t.verifyTitle}
    >
      {t.verify}
    </LaunchButton>
  )
}
