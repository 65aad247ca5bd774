import { mostCopies } from '#shared/start-flow-rules.ts'
import { useWords } from '#web/i18n/words.ts'
import { memberIds, outsider, outsiderCount, withPicked } from '../draft/draft-people.ts'
import { focusSoon } from '../focus-on.ts'
import { AddPeople } from './add-people.tsx'
import { newKey } from '../draft/new-key.ts'
import { OutsiderFields } from './outsider-fields.tsx'
import { PersonRow } from './person-row.tsx'
import { RuleText } from '../rule-text.tsx'
import { useStartForm } from '../start-form.ts'
import { entryId, fieldIds } from '../draft/start-issues.ts'
import { startWords } from '../start-words.ts'

/** Who gets a copy. */
export function CopiesSection() {
  const t = useWords(startWords)
  const { draft, change } = useStartForm()
  const { copies } = draft
  const changeCopies = (update: (before: typeof copies) => typeof copies) =>
    change((before) => ({ ...before, copies: update(before.copies) }))
  return (
    <section className="card" data-testid="draft-copies">
      <div className="section-head">
        <h2>{t.copies}</h2>
      </div>
      <p className="quiet">{t.copiesNote}</p>
      <ul className="draft-rows" aria-label={t.copies}>
        {copies.map((copy) => (
          <PersonRow
            key={copy.key}
            person={copy}
            testId="draft-copy"
            onRemove={() => {
              changeCopies((before) => before.filter(({ key }) => key !== copy.key))
              focusSoon(fieldIds.copies)
            }}
          >
            {copy.kind === 'outsider' && (
              <OutsiderFields
                person={copy}
                needsOrganization={null}
                onChange={(update) =>
                  changeCopies((before) =>
                    before.map((other) =>
                      other.key === copy.key && other.kind === 'outsider'
                        ? { ...other, ...update }
                        : other,
                    ),
                  )
                }
              />
            )}
          </PersonRow>
        ))}
      </ul>
      <AddPeople
        id={fieldIds.copies}
        picked={memberIds(copies)}
        most={mostCopies - outsiderCount(copies)}
        onPick={(members) =>
          changeCopies((before) =>
            withPicked(before, members, (member) => ({ key: newKey(), kind: 'member', ...member })),
          )
        }
        onAddOutsider={() => {
          const key = newKey()
          changeCopies((before) => [...before, outsider(key)])
          focusSoon(entryId(key, 'name'))
        }}
      />
      <RuleText fieldId={fieldIds.copies} />
    </section>
  )
}
