import { type ReactNode, useState } from 'react'
import { sealKinds } from '#shared/rules/start-flow/start-flow-draft.ts'
import { maxSigners } from '#shared/rules/start-flow/start-flow-rules.ts'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { announce } from '#web/components/overlay/announcement.ts'
import { Avatar } from '#web/components/person/avatar.tsx'
import { useWords } from '#web/i18n/words.ts'
import { asSigner, newOutsider, put, withPicked } from '../draft/draft-people.ts'
import type { DraftPerson, DraftSigner } from '../draft/draft.ts'
import { entryId, fieldIds } from '../draft/start-issues.ts'
import { focusSoon } from '../focus-on.ts'
import { DragHandle } from '../reorder/drag-handle.tsx'
import { MoveButtons } from '../reorder/move-buttons.tsx'
import { moveItem } from '../reorder/move-item.ts'
import { type RowDrag, useRowDrag } from '../reorder/use-row-drag.ts'
import { ruleWords } from '../rule-words.ts'
import { Rules } from '../rules.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { type OpenForm, useOpening } from '../use-opening.ts'
import { AddPeople } from './add-people.tsx'
import { PersonSheet, TextRow } from './person-sheet.tsx'
import { PersonName, useSignerText, useStepHead } from './signer-text.tsx'
import { usePersonForm } from './use-person-form.ts'

/** The signers and their order. */
export function SignersSection() {
  const t = useWords(startWords)
  const { draft, launch, change } = useStartForm()
  const adding = useOpening()
  const { signers } = draft
  const hasOrder = launch === 'direct' && draft.inOrder
  const headOf = useStepHead(draft)
  const move = (from: number, to: number) => {
    change((before) => ({ ...before, signers: moveItem(before.signers, from, to) }))
    announce(t.moved({ name: signers[from]?.name ?? '', place: to + 1 }))
  }
  const drag = useRowDrag(signers.length, move)
  return (
    <>
      <Rows
        header={<h2>{launch === 'direct' ? t.signers : t.signersOptional}</h2>}
        testId="draft-signers"
      >
        {signers.map((signer, index) => (
          <SignerRow
            key={signer.key}
            signer={signer}
            index={index}
            count={signers.length}
            step={hasOrder ? headOf(index) : null}
            onMove={(to) => move(index, to)}
            drag={drag}
          />
        ))}
        <AddPeople
          id={fieldIds.signers}
          people={signers}
          most={maxSigners}
          onPick={(members) =>
            change((before) => ({
              ...before,
              signers: withPicked(before.signers, members, asSigner),
            }))
          }
          onAddOutsider={adding.open}
        />
        {launch === 'direct' && signers.length > 1 && (
          <SwitchRow
            label={t.inOrder}
            description={t.inOrderNote}
            checked={draft.inOrder}
            onChange={(inOrder) => change((before) => ({ ...before, inOrder }))}
          />
        )}
      </Rows>
      {adding.round > 0 && <SignerSheet key={adding.round} {...adding.props} signer={null} />}
    </>
  )
}

type SignerRowProps = {
  signer: DraftSigner
  index: number
  count: number
  /** The head of the step if people sign in order, else null. */
  step: ReactNode
  onMove: (to: number) => void
  drag: RowDrag
}

/** A signer; a tap opens the sheet to edit it. */
function SignerRow({ signer, index, count, step, onMove, drag }: SignerRowProps) {
  const textOf = useSignerText()
  const sheet = useOpening()
  const { key, name } = signer
  const id = entryId(key)
  return (
    <>
      <Row
        id={id}
        testId="draft-signer"
        {...(step !== null &&
          count > 1 && {
            item: drag.rowProps(index),
            handle: <DragHandle name={name} index={index} drag={drag} />,
          })}
        label={step}
        prefix={<Avatar name={name} />}
        description={
          <>
            {textOf(signer)}
            <Rules id={id} />
          </>
        }
        onClick={sheet.open}
      >
        <PersonName person={signer} />
      </Row>
      {sheet.round > 0 && (
        <SignerSheet
          key={sheet.round}
          {...sheet.props}
          signer={signer}
          place={step === null ? null : { index, count, onMove }}
        />
      )}
    </>
  )
}

type SignerSheetProps = {
  /** Null for an outsider who is not in the draft yet. */
  signer: DraftSigner | null
  /** The position, if people sign in order. */
  place?: { index: number; count: number; onMove: (to: number) => void } | null
} & OpenForm

/** A signer: the person, the seals and the order. */
function SignerSheet({ signer, place = null, ...sheet }: SignerSheetProps) {
  const t = useWords(startWords)
  const tRule = useWords(ruleWords)
  const { change } = useStartForm()
  const form = usePersonForm({
    initial: () => signer ?? asSigner(newOutsider()),
    put: (draft, person) => ({ ...draft, signers: put(draft.signers, person) }),
    onSaved: sheet.onClose,
  })
  const { seals, withPrevious, key } = form.person
  const company = companyOf(form.person)
  const [isSealChosen, setSealChosen] = useState((company !== '') !== seals.includes('company'))
  /** Typing a company ticks its seal, and clearing it undoes that, until seals are chosen. */
  const followCompany = (update: Partial<DraftPerson>): Partial<DraftSigner> => {
    if (!('organization' in update) || isSealChosen) return update
    const hasCompany = companyOf(update) !== ''
    if (hasCompany === (company !== '')) return update
    const chosen = sealKinds.filter((seal) =>
      seal === 'company' ? hasCompany : seals.includes(seal),
    )
    return { ...update, seals: chosen }
  }
  const sealRule = form.ruleAt('seals')
  const remove = () => {
    change((draft) => ({ ...draft, signers: draft.signers.filter((other) => other.key !== key) }))
    focusSoon(fieldIds.signers)
  }
  return (
    <PersonSheet
      {...sheet}
      form={{ ...form, change: (update) => form.change(followCompany(update)) }}
      needsOrganization={seals.includes('company')}
      onRemove={signer && remove}
      signing={{
        seals: (
          <div id={entryId(key, 'seals')} tabIndex={-1}>
            <CheckRows
              label={t.seals}
              header={t.seals}
              options={sealKinds.map((seal) => ({ value: seal, label: t[seal] }))}
              value={seals}
              onChange={(chosen) => {
                setSealChosen(true)
                form.change({ seals: sealKinds.filter((seal) => chosen.includes(seal)) })
              }}
            />
            {sealRule && (
              <p className="field-rule" role="alert">
                {tRule[sealRule]}
              </p>
            )}
          </div>
        ),
        remark: (
          <Rows>
            <TextRow form={form} text="remark" label={t.remark} note={t.remarkNote} />
          </Rows>
        ),
      }}
    >
      {place && place.index > 0 && (
        <Rows label={t.inOrder}>
          <SwitchRow
            label={t.withPrevious}
            checked={withPrevious}
            onChange={(checked) => form.change({ withPrevious: checked })}
          />
        </Rows>
      )}
      {place && <MoveButtons {...place} />}
    </PersonSheet>
  )
}

function companyOf(person: Partial<DraftPerson>): string {
  return 'organization' in person ? (person.organization ?? '').trim() : ''
}
