import { maxCopies } from '#shared/rules/start-flow-rules.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { Avatar } from '#web/components/person/avatar.tsx'
import { useWords } from '#web/i18n/words.ts'
import { withPicked } from '../draft/draft-people.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { copiesAddId, entryId } from '../draft/start-issues.ts'
import { AddPeople } from '../people/add-people.tsx'
import { CopySheet } from '../people/copy-sheet.tsx'
import { partyFacts, PersonName } from '../people/signer-text.tsx'
import { Rules } from '../rules.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { useOpening } from '../use-opening.ts'

/** The people who get a copy. */
export function CopiesSheet({ open, onClose }: OpenSheet) {
  const t = useWords(startWords)
  const { draft, change } = useStartForm()
  const adding = useOpening()
  const { copies } = draft
  return (
    <>
      <Sheet open={open} title={t.copies} onClose={onClose} testId="draft-copies" done={t.done}>
        <p className="quiet">{t.copiesNote}</p>
        <Rows label={t.copies}>
          {copies.map((copy) => (
            <CopyRow key={copy.key} copy={copy} />
          ))}
          <AddPeople
            id={copiesAddId}
            people={copies}
            most={maxCopies}
            onPick={(members) =>
              change((before) => ({
                ...before,
                copies: withPicked(before.copies, members, (person) => person),
              }))
            }
            onAddOutsider={adding.open}
          />
        </Rows>
      </Sheet>
      {adding.round > 0 && <CopySheet key={adding.round} {...adding.props} copy={null} />}
    </>
  )
}

function CopyRow({ copy }: { copy: DraftPerson }) {
  const sheet = useOpening()
  const id = entryId(copy.key)
  return (
    <>
      <Row
        id={id}
        testId="draft-copy"
        prefix={<Avatar name={copy.name} />}
        description={
          <>
            {partyFacts(copy).join(' · ')}
            <Rules id={id} />
          </>
        }
        onClick={sheet.open}
      >
        <PersonName person={copy} />
      </Row>
      {sheet.round > 0 && <CopySheet key={sheet.round} {...sheet.props} copy={copy} />}
    </>
  )
}
