import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { colleaguesQuery } from '#web/api/queries/me.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import type { OpenSheet } from '#web/components/overlay/sheet.tsx'
import { openInDingTalkLink } from '#web/dingtalk/open-in-dingtalk.ts'
import type { PickedPerson } from '#web/dingtalk/pick-people.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { EditSheet } from '../edit-sheet.tsx'
import { startWords } from '../start-words.ts'

type ColleaguesSheetProps = {
  people: readonly DraftPerson[]
  onPick: (members: PickedPerson[]) => void
} & OpenSheet

/**
 * In a browser, which has no address book: the person, the colleagues of their own contracts, and
 * where the others are.
 */
export function ColleaguesSheet({ people, onPick, open, onClose }: ColleaguesSheetProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const { userId, name } = useSession()
  const { data, error } = useQuery(colleaguesQuery)
  const members = people.flatMap((person) => (person.kind === 'member' ? [person] : []))
  const [chosen, setChosen] = useState(members.map((member) => member.userId))
  const offered = new Map(
    [{ userId, name }, ...members, ...(data?.people ?? [])].map((each) => [each.userId, each.name]),
  )
  const done = () => {
    onPick(chosen.map((id) => ({ userId: id, name: offered.get(id) ?? id })))
    onClose()
  }
  return (
    <EditSheet open={open} title={t.addMembers} onClose={onClose} onDone={done}>
      {!data && !error && <p className="quiet">{tPage.loading}</p>}
      {error && <FailureNote error={error} />}
      {data && (
        <CheckRows
          label={t.addMembers}
          options={[...offered].map(([value, label]) => ({ value, label }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <p className="quiet">
        {t.colleaguesNote} <a href={openInDingTalkLink(location.href)}>{t.openInDingTalk}</a>
      </p>
    </EditSheet>
  )
}
