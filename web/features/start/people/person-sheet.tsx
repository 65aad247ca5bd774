import Button from 'antd-mobile/es/components/button'
import { type ComponentProps, Fragment, type ReactNode } from 'react'
import { partyTexts, type PartyText, signerTexts } from '#shared/rules/party/party.ts'
import { InputRow } from '#web/components/field/input-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { DraftPerson } from '../draft/draft.ts'
import { entryId } from '../draft/start-issues.ts'
import { EditSheet } from '../edit-sheet.tsx'
import { ruleWords } from '../rule-words.ts'
import { startWords } from '../start-words.ts'
import type { OpenForm } from '../use-opening.ts'
import type { PersonForm } from './use-person-form.ts'

const signingFields = ['seals', ...signerTexts] as const

type PersonSheetProps = {
  form: PersonForm<DraftPerson>
  /** Whether the company is required; null to leave the field out. */
  needsOrganization: boolean | null
  /** Null for a person who is not in the draft yet. */
  onRemove: (() => void) | null
  /** The fields of somebody who signs, each with its rule. */
  signing?: Record<(typeof signingFields)[number], ReactNode>
  /** Inputs that no rule belongs to. */
  children?: ReactNode
} & OpenForm

/** A sheet to edit a person of the draft. A rule of a field that it does not show is at its top. */
export function PersonSheet(props: PersonSheetProps) {
  const { form, needsOrganization, onRemove, signing, children, ...sheet } = props
  const t = useWords(startWords)
  const tRule = useWords(ruleWords)
  const { person } = form
  const title = onRemove === null ? t.addOutsider : person.name.trim() || t.newPerson
  // Those of a colleague are known already.
  const asked = person.kind === 'outsider' ? partyTexts.outsider : []
  const shown = asked.filter((text) => text !== 'organization' || needsOrganization !== null)
  const inputs: Record<(typeof shown)[number], ReactNode> = {
    name: <TextRow form={form} text="name" label={t.name} placeholder={t.nameHint} required />,
    account: (
      <TextRow
        form={form}
        text="account"
        label={t.account}
        placeholder={t.accountHint}
        inputMode="email"
        required
      />
    ),
    organization: (
      <TextRow
        form={form}
        text="organization"
        label={t.organization}
        {...(needsOrganization === true ? { required: true } : { placeholder: t.organizationHint })}
      />
    ),
  }
  const rule = form.ruleBesides([...shown, ...(signing ? signingFields : [])])
  return (
    <EditSheet {...sheet} title={title} onDone={form.save}>
      {rule && (
        <p className="field-rule" role="alert">
          {tRule[rule]}
        </p>
      )}
      {shown.length > 0 && (
        <Rows label={t.outsider}>
          {shown.map((text) => (
            <Fragment key={text}>{inputs[text]}</Fragment>
          ))}
        </Rows>
      )}
      {signing && signingFields.map((field) => <Fragment key={field}>{signing[field]}</Fragment>)}
      {children}
      {onRemove && (
        <Button block fill="none" color="danger" onClick={onRemove}>
          {t.remove}
        </Button>
      )}
    </EditSheet>
  )
}

type TextRowProps = {
  form: Pick<PersonForm<DraftPerson>, 'person' | 'ruleAt' | 'touch' | 'change'>
  text: PartyText
} & Pick<
  ComponentProps<typeof InputRow>,
  'label' | 'note' | 'placeholder' | 'required' | 'inputMode'
>

/** The input of a text of a person. */
export function TextRow({ form, text, ...input }: TextRowProps) {
  const tRule = useWords(ruleWords)
  const { ruleAt, touch, change } = form
  const person: Pick<DraftPerson, 'key'> & Partial<Record<PartyText, string>> = form.person
  const rule = ruleAt(text)
  return (
    <InputRow
      {...input}
      id={entryId(person.key, text)}
      value={person[text] ?? ''}
      rule={rule && tRule[rule]}
      autoComplete="off"
      onChange={(value) => change({ [text]: value })}
      onBlur={() => touch(text)}
    />
  )
}
