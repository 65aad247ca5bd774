import type { LaunchKind } from '#shared/rules/start-flow/start-flow-draft.ts'
import { maxCopies } from '#shared/rules/start-flow/start-flow-rules.ts'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { Avatar } from '#web/components/person/avatar.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { newOutsider, put, withPicked } from '../draft/draft-people.ts'
import { type DraftPerson, isEmpty } from '../draft/draft.ts'
import { copiesAddId, entryId, fieldIds } from '../draft/start-issues.ts'
import { focusSoon } from '../focus-on.ts'
import { AddPeople } from '../people/add-people.tsx'
import { PersonSheet } from '../people/person-sheet.tsx'
import { partyFacts, PersonName } from '../people/signer-text.tsx'
import { usePersonForm } from '../people/use-person-form.ts'
import { Rules } from '../rules.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { type OpenForm, useOpening } from '../use-opening.ts'
import { DeadlineSheet } from './deadline-sheet.tsx'

type SettingsSectionProps = {
  /** The available ways to start; null while unknown. */
  launches: readonly LaunchKind[] | null
  /** Asks whether to start over. */
  onClear: () => void
}

/** The optional settings: copies, deadline, and how to start; and the way to start over. */
export function SettingsSection({ launches, onClear }: SettingsSectionProps) {
  const t = useWords(startWords)
  const { draft, launch } = useStartForm()
  const now = useNow()
  const [copies, deadline, way] = [useOpening(), useOpening(), useOpening()]
  const time = new Date(draft.deadline).getTime()
  const hasChoice = launches !== null && launches.length > 1
  return (
    <>
      <Rows header={<h2>{t.settings}</h2>}>
        <Row
          id={fieldIds.copies}
          extra={draft.copies.length === 0 ? t.none : t.people(draft.copies.length)}
          description={<Rules id={fieldIds.copies} />}
          onClick={copies.open}
        >
          {t.copies}
        </Row>
        {launch === 'direct' && (
          <Row
            id={fieldIds.deadline}
            extra={
              draft.deadline === '' || Number.isNaN(time) ? (
                t.noDeadline
              ) : (
                <Moment time={time} now={now} isFirst />
              )
            }
            description={<Rules id={fieldIds.deadline} />}
            onClick={deadline.open}
          >
            {t.deadline}
          </Row>
        )}
        <Row
          extra={launches !== null && t[`launch/${launch}`]}
          {...(hasChoice
            ? { onClick: way.open }
            : { description: launches !== null && t[`launch/${launch}/note`] })}
        >
          {t.launch}
        </Row>
        {!isEmpty(draft) && (
          <Row hasArrow={false} onClick={onClear}>
            <span className="draft-clear">{t.clear}</span>
          </Row>
        )}
      </Rows>
      <CopiesSheet {...copies.props} />
      {deadline.round > 0 && <DeadlineSheet key={deadline.round} {...deadline.props} />}
      {way.round > 0 && launches && (
        <LaunchSheet key={way.round} {...way.props} launches={launches} />
      )}
    </>
  )
}

type LaunchSheetProps = {
  launches: readonly LaunchKind[]
} & OpenSheet

/** The choice of how the contract is started. */
function LaunchSheet({ open, onClose, launches }: LaunchSheetProps) {
  const t = useWords(startWords)
  const { launch, change } = useStartForm()
  return (
    <Sheet open={open} title={t.launch} isAtButton onClose={onClose}>
      <RadioRows
        label={t.launch}
        options={launches.map((kind) => ({
          value: kind,
          label: t[`launch/${kind}`],
          description: t[`launch/${kind}/note`],
        }))}
        value={launch}
        onChange={(chosen) => change((before) => ({ ...before, launch: chosen }))}
        onPick={onClose}
      />
    </Sheet>
  )
}

/** The people who get a copy. */
function CopiesSheet({ open, onClose }: OpenSheet) {
  const t = useWords(startWords)
  const { draft, change } = useStartForm()
  const adding = useOpening()
  const { copies } = draft
  return (
    <>
      <Sheet open={open} title={t.copies} onClose={onClose} testId="draft-copies">
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

type CopySheetProps = {
  /** Null for an outsider who is not in the draft yet. */
  copy: DraftPerson | null
} & OpenForm

/** A person who gets a copy. */
function CopySheet({ copy, ...sheet }: CopySheetProps) {
  const { change } = useStartForm()
  const form = usePersonForm({
    initial: () => copy ?? newOutsider(),
    put: (draft, person) => ({ ...draft, copies: put(draft.copies, person) }),
    onSaved: sheet.onClose,
  })
  const remove = () => {
    const { key } = form.person
    change((draft) => ({ ...draft, copies: draft.copies.filter((other) => other.key !== key) }))
    focusSoon(copiesAddId)
  }
  return <PersonSheet {...sheet} form={form} needsOrganization={null} onRemove={copy && remove} />
}
