import { useState } from 'react'
import { sealKinds } from '#shared/rules/start-flow-draft.ts'
import { CheckRows } from '#web/components/field/check-rows.tsx'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { asSigner, newOutsider, put } from '../draft/draft-people.ts'
import type { DraftPerson, DraftSigner } from '../draft/draft.ts'
import { entryId, fieldIds } from '../draft/start-issues.ts'
import { focusSoon } from '../focus-on.ts'
import { MoveButtons } from '../reorder/move-buttons.tsx'
import { useStartForm } from '../start-form.ts'
import { ruleWords } from '../rule-words.ts'
import { startWords } from '../start-words.ts'
import type { OpenForm } from '../use-opening.ts'
import { PersonSheet } from './person-sheet.tsx'
import { usePersonForm } from './use-person-form.ts'

type SignerSheetProps = {
  /** Null for an outsider who is not in the draft yet. */
  signer: DraftSigner | null
  /** The position, if people sign in order. */
  place?: { index: number; count: number; onMove: (to: number) => void } | null
} & OpenForm

/** A signer: the person, the seals and the order. */
export function SignerSheet({ signer, place = null, ...sheet }: SignerSheetProps) {
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
    >
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
