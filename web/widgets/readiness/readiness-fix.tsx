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

/** Whether the asker can fix it on a page that opens here. */
function hasFixHere({ item, canFix }: ReadinessCheck): boolean {
  // e签宝's console does not open on phones.
  return canFix && item !== 'app-installed' && !(item === 'contracts-left' && isPhoneClient)
}

/** Whether the asker fixes it elsewhere, and then can only check again here. */
export function isFixedElsewhere(check: ReadinessCheck): boolean {
  return check.canFix && !hasFixHere(check)
}

/** How to fix an item: a button, or what to do elsewhere and who does it. */
export function ReadinessFix({ check, ...props }: FixButtonProps) {
  const t = useWords(readinessWords)
  const { item, canFix } = check
  if (hasFixHere(check)) return <FixButton check={check} {...props} />
  if (!canFix) return <p>{t[`${item}/ask`]}</p>
  return <p>{item === 'contracts-left' ? t[`${item}/on-pc`] : t['app-installed/fix']}</p>
}

const invalidates = [readinessQuery.queryKey]

type FixButtonProps = {
  check: ReadinessCheck
  /** The page of the app to return to after a fix. */
  returnTo: string
  look: 'primary' | 'quiet'
  size?: 'large' | 'middle' | 'small'
  /** The test id of the page's notice that says how far it is; else it is said below the button. */
  pageNotice?: string
}

/** Opens the page that fixes an item. */
export function FixButton({ check: { item }, returnTo, ...props }: FixButtonProps) {
  const t = useWords(readinessWords)
  if (item === 'app-installed') return null
  return (
    <LaunchButton
      size="small"
      {...props}
      title={t[item]}
      invalidates={invalidates}
      // The console does not return to the app.
      request={(client) =>
        askForPage(client, calls[item], item === 'contracts-left' ? undefined : returnTo)
      }
    >
      {t[`${item}/fix`]}
    </LaunchButton>
  )
}
