import { useState } from 'react'
import { savedDraftTitle } from '#web/api/device-cache/saved-draft.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { homeWords } from './home-words.ts'

/** Links to the unsent draft on this device; renders nothing without one. */
export function DraftRow() {
  const t = useWords(homeWords)
  const session = useSession()
  const [title] = useState(() => savedDraftTitle(session))
  if (title === null) return null
  return (
    <Rows label={t.draft}>
      <Row to="/start" extra={t.draftContinue} testId="draft-row">
        {title === '' ? t.draftUntitled : t.draftTitled({ title })}
      </Row>
    </Rows>
  )
}
