import { type SealKind, sealKinds } from '#shared/start-flow-draft.ts'
import { useWords } from '#web/i18n/words.ts'
import { DragHandle } from '../files/drag-handle.tsx'
import type { DraftSigner } from '../draft/draft.ts'
import { MoveButtons } from '../move-buttons.tsx'
import { OutsiderFields } from './outsider-fields.tsx'
import { PersonRow } from './person-row.tsx'
import { RuleText, ruleTextId } from '../rule-text.tsx'
import { useStartForm } from '../start-form.ts'
import { entryId } from '../draft/start-issues.ts'
import { startWords } from '../start-words.ts'
import type { RowDrag } from '../files/use-row-drag.ts'

interface SignerRowProps {
  signer: DraftSigner
  index: number
  count: number
  /** Their step, where people sign one after the other; null where they do not. */
  order: number | null
  onChange: (change: (signer: DraftSigner) => DraftSigner) => void
  onMove: (to: number) => void
  drag: RowDrag
  onRemove: () => void
}

/** Somebody who is to sign: with which seals, and when. */
export function SignerRow(props: SignerRowProps) {
  const { signer, index, count, order, onChange, onMove, drag, onRemove } = props
  const t = useWords(startWords)
  const { name } = signer
  const isMovable = order !== null && count > 1
  return (
    <PersonRow
      person={signer}
      testId="draft-signer"
      {...(order === null ? {} : { place: t.place({ order }) })}
      {...(isMovable && {
        handle: <DragHandle name={name} index={index} drag={drag} />,
        dragProps: drag.rowProps(index),
        actions: <MoveButtons name={name} index={index} count={count} onMove={onMove} />,
      })}
      onRemove={onRemove}
    >
      {signer.kind === 'outsider' && (
        <OutsiderFields
          person={signer}
          needsOrganization={signer.seals.includes('company')}
          onChange={(change) =>
            onChange((before) => (before.kind === 'outsider' ? { ...before, ...change } : before))
          }
        />
      )}
      <SealChoice signer={signer} onChange={onChange} />
      {order !== null && index > 0 && (
        <label className="check">
          <input
            type="checkbox"
            checked={signer.withPrevious}
            onChange={({ target }) =>
              onChange((before) => ({ ...before, withPrevious: target.checked }))
            }
          />
          <span>{t.withPrevious}</span>
        </label>
      )}
    </PersonRow>
  )
}

function SealChoice({ signer, onChange }: Pick<SignerRowProps, 'signer' | 'onChange'>) {
  const t = useWords(startWords)
  const { ruleAt, touch } = useStartForm()
  const id = entryId(signer.key, 'seals')
  const choose = (seal: SealKind, isChosen: boolean) => {
    touch(id)
    onChange((before) => ({
      ...before,
      seals: sealKinds.filter((kind) => (kind === seal ? isChosen : before.seals.includes(kind))),
    }))
  }
  return (
    <fieldset
      id={id}
      className="seal-choice"
      tabIndex={-1}
      aria-describedby={ruleTextId(id)}
      data-invalid={ruleAt(id) !== null || undefined}
    >
      <legend>{t.seals}</legend>
      {sealKinds.map((seal) => (
        <label key={seal} className="check">
          <input
            type="checkbox"
            checked={signer.seals.includes(seal)}
            onChange={({ target }) => choose(seal, target.checked)}
          />
          <span>{t[seal]}</span>
        </label>
      ))}
      <RuleText fieldId={id} />
    </fieldset>
  )
}
