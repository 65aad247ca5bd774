import { useQuery } from '@tanstack/react-query'
import { Keyboard, UserRound } from 'lucide'
import { appConfigQuery } from '#web/api/queries/app-config.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { routes } from '#web/app/routes.ts'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { goTo } from '#web/components/page/navigation.ts'
import { DisplayCard } from '#web/features/me/display-card.tsx'
import { meWords } from '#web/features/me/me-words.ts'
import { SandboxRows } from '#web/features/me/sandbox-rows.tsx'
import { SignOut } from '#web/features/me/sign-out.tsx'
import { useWords } from '#web/i18n/words.ts'
import { keyWords } from './key-words.ts'

type AccountSheetProps = {
  path: string
  /** Lists the keys. */
  onKeys: () => void
} & OpenSheet

/** The way to the own page and out, and what is chosen for this device. */
export function AccountSheet({ path, onKeys, ...sheet }: AccountSheetProps) {
  const t = useWords(meWords)
  const tKeys = useWords(keyWords)
  const { name } = useSession()
  const { data: config } = useQuery(appConfigQuery)
  const open = () => {
    sheet.onClose()
    goTo(routes.me.path)
  }
  const list = () => {
    sheet.onClose()
    onKeys()
  }
  // The own page has these itself.
  const isElsewhere = path !== routes.me.path
  return (
    <Sheet title={name} isAtButton testId="account" {...sheet}>
      {isElsewhere && (
        <Rows label={t.pageTitle}>
          <Row prefix={<Icon icon={UserRound} className="row-icon" />} onClick={open}>
            {t.pageTitle}
          </Row>
        </Rows>
      )}
      {isElsewhere && config?.mode === 'sandbox' && <SandboxRows />}
      <DisplayCard />
      <Rows label={tKeys.title}>
        <Row prefix={<Icon icon={Keyboard} className="row-icon" />} onClick={list}>
          {tKeys.title}
        </Row>
      </Rows>
      {isElsewhere && <SignOut onSignedOut={open} />}
    </Sheet>
  )
}
