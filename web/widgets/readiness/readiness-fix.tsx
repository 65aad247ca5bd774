import type { ReadinessCheck, ReadinessItem } from '#shared/schemas/readiness.ts'
import { askForPage, launchCalls } from '#web/api/queries/launch.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { isPhoneClient } from '#web/dingtalk/platform.ts'
import { useWords } from '#web/i18n/words.ts'
import { LaunchButton } from '#web/widgets/launch/launch-button.tsx'
import { readinessWords } from './readiness-words.ts'

/** The e签宝 page that fixes each item; installing its app has none. */
const calls: Record<Exclude<ReadinessItem, 'app-installed'>, string> = {
  'app-authorised': launchCalls.authorise,
  'corp-verified': launchCalls.corpRealName,
  'person-verified': launchCalls.realName,
  'contracts-left': launchCalls.console,
}

const invalidates = [readinessQuery.queryKey]

type ReadinessFixProps = {
  check: ReadinessCheck
  returnTo: string
}

/** How to fix an item: a button, or whom to ask. */
export function ReadinessFix({ check: { item, canFix }, returnTo }: ReadinessFixProps) {
  const t = useWords(readinessWords)
  if (!canFix) return <p>{t[`${item}/ask`]}</p>
  if (item === 'app-installed') return <p>{t['app-installed/fix']}</p>
  // e签宝's console does not open on phones.
  if (item === 'contracts-left' && isPhoneClient) return <p>{t[`${item}/on-pc`]}</p>
  const call = calls[item]
  return (
    <LaunchButton
      size="small"
      title={t[item]}
      invalidates={invalidates}
      // The console does not return to the app.
      request={(client) =>
        askForPage(client, call, item === 'contracts-left' ? undefined : returnTo)
      }
    >
      {t[`${item}/fix`]}
    </LaunchButton>
  )
}
