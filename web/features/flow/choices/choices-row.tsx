import { Bell } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'

/** Opens the sheet for a flow's notifications and automatic reminders. */
export function ChoicesRow({ taskId }: { taskId: string }) {
  const t = useWords(words.flow)
  const sheet = useSheet(() => import('./choices-sheet.tsx'), { needsNetwork: true })
  return (
    <Rows label={t.choices}>
      <Row
        prefix={<Icon icon={Bell} className="row-icon" />}
        testId="flow-choices"
        onClick={() => void sheet.show()}
      >
        {t.choices}
      </Row>
      {sheet.part && <sheet.part.ChoicesSheet taskId={taskId} {...sheet.props} />}
    </Rows>
  )
}
