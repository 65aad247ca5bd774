import { corpQuery } from '#web/api/queries/admin.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { LaunchButton } from '#web/widgets/launch/launch-button.tsx'
import { isPhoneClient } from '#web/dingtalk/platform.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'

/** Opens e签宝's console, which does not work on phones. */
export function ConsoleButton({ label }: { label: string }) {
  const t = useWords(adminWords)
  if (isPhoneClient) return <p className="desk-note">{t.consoleOnPc}</p>
  return (
    <LaunchButton
      look="quiet"
      request={(client) => askForPage(client, launchCalls.console)}
      invalidates={[corpQuery.queryKey]}
      title={t.consoleTitle}
    >
      {label}
    </LaunchButton>
  )
}
