import { CopyButton } from '#web/components/copy-button.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { actionWords } from './action-words.ts'

/** Where a sent contract is revoked, as e签宝 has no call for it. */
export function RevokeSheet({ title, ...sheet }: OpenSheet & { title: string | null }) {
  const t = useWords(actionWords)
  const { untitled, revoke } = useWords(words.flow)
  return (
    <Sheet
      title={revoke}
      actions={<CopyButton text={title ?? untitled} label={t.copyTitle} isMain />}
      {...sheet}
    >
      <p>{t.revokeHow}</p>
    </Sheet>
  )
}
