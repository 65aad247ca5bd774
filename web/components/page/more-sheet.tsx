import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { goTo } from './navigation.ts'

/** A row of the sheet 更多, which closes when it is chosen. Either `to` or `onClick`. */
export type MoreAction = {
  label: string
  description?: string
  /** A path of the app. */
  to?: string
  /** Called within the tap, after the sheet was told to close. */
  onClick?: () => void
  /** Whether a wide screen has a button for it. */
  below768?: boolean
}

export function MoreSheet({ actions, ...sheet }: OpenSheet & { actions: readonly MoreAction[] }) {
  const t = useWords(words.page)
  const choose = ({ to, onClick }: MoreAction) => {
    sheet.onClose()
    if (to !== undefined) goTo(to)
    onClick?.()
  }
  return (
    <Sheet title={t.more} isAtButton {...sheet}>
      <Rows label={t.more}>
        {actions.map((action) => (
          <Row
            key={action.label}
            description={action.description}
            item={{ className: action.below768 === true ? 'below-768' : undefined }}
            onClick={() => choose(action)}
          >
            {action.label}
          </Row>
        ))}
      </Rows>
    </Sheet>
  )
}
