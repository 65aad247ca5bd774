import { isPhoneClient } from '#web/dingtalk/platform.ts'
import { NotifyAdmins } from '#web/widgets/readiness/notify-admins.tsx'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from '../admin-words.ts'
import { ConsoleButton } from '../console-button.tsx'

/**
 * Leads to where packages are bought, e签宝's console. It opens on computers only; on phones the
 * admins can be sent the address of this desk.
 */
export function BuyPackage() {
  const t = useWords(adminWords)
  return (
    <>
      <ConsoleButton label={t.buy} />
      {isPhoneClient && <NotifyAdmins trouble="contracts-left" />}
    </>
  )
}
