import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { flowPath } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from '../home-words.ts'

/** A contract that is in no list but can be opened by the task id that was typed. */
export function NamedFlow({ taskId }: { taskId: string }) {
  const t = useWords(homeWords)
  return (
    <div role="status">
      <Rows label={t.openTask({ taskId })}>
        <Row to={flowPath(taskId)} description={t.openTaskNote}>
          {t.openTask({ taskId })}
        </Row>
      </Rows>
    </div>
  )
}
