import { useState } from 'react'
import { mostSigners } from '#shared/start-flow-rules.ts'
import { useWords } from '#web/i18n/words.ts'
import { signingOrders } from '../draft/draft.ts'
import { asSigner, memberIds, outsider, outsiderCount, withPicked } from '../draft/draft-people.ts'
import { focusSoon } from '../focus-on.ts'
import { AddPeople } from './add-people.tsx'
import { moveItem } from '../move-item.ts'
import { newKey } from '../draft/new-key.ts'
import { RuleText } from '../rule-text.tsx'
import { SignerRow } from './signer-row.tsx'
import { useStartForm } from '../start-form.ts'
import { entryId, fieldIds } from '../draft/start-issues.ts'
import { startWords } from '../start-words.ts'
import { useRowDrag } from '../files/use-row-drag.ts'

/** Who is to sign, and in which order. */
export function SignersSection() {
  const t = useWords(startWords)
  const { draft, launch, change } = useStartForm()
  const { signers } = draft
  const hasOrder = launch === 'direct' && draft.inOrder
  const orders = signingOrders(draft)
  const changeSigners = (update: (before: typeof signers) => typeof signers) =>
    change((before) => ({ ...before, signers: update(before.signers) }))
  const [moved, setMoved] = useState('')
  const move = (from: number, to: number) => {
    changeSigners((before) => moveItem(before, from, to))
    setMoved(t.moved({ name: signers[from]?.name ?? '', place: to + 1 }))
  }
  const drag = useRowDrag(move)
  return (
    <section className="card" data-testid="draft-signers">
      <div className="section-head">
        <h2>{launch === 'direct' ? t.signers : t.signersOptional}</h2>
      </div>
      <ol className="draft-rows" aria-label={t.signers}>
        {signers.map((signer, index) => (
          <SignerRow
            key={signer.key}
            signer={signer}
            index={index}
            count={signers.length}
            order={hasOrder ? (orders[index] ?? null) : null}
            onChange={(update) =>
              changeSigners((before) =>
                before.map((other) => (other.key === signer.key ? update(other) : other)),
              )
            }
            onMove={(to) => move(index, to)}
            drag={drag}
            onRemove={() => {
              changeSigners((before) => before.filter(({ key }) => key !== signer.key))
              focusSoon(fieldIds.signers)
            }}
          />
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {moved}
      </p>
      <AddPeople
        id={fieldIds.signers}
        picked={memberIds(signers)}
        most={mostSigners - outsiderCount(signers)}
        onPick={(members) =>
          changeSigners((before) =>
            withPicked(before, members, (member) =>
              asSigner({ key: newKey(), kind: 'member', ...member }),
            ),
          )
        }
        onAddOutsider={() => {
          const key = newKey()
          changeSigners((before) => [...before, asSigner(outsider(key))])
          focusSoon(entryId(key, 'name'))
        }}
      />
      <RuleText fieldId={fieldIds.signers} />
      {launch === 'direct' && signers.length > 1 && (
        <div className="order-choice">
          <label className="check">
            <input
              type="checkbox"
              checked={draft.inOrder}
              aria-describedby="start-order-note"
              onChange={({ target }) =>
                change((before) => ({ ...before, inOrder: target.checked }))
              }
            />
            <span>{t.inOrder}</span>
          </label>
          <p id="start-order-note" className="quiet note">
            {t.inOrderNote}
          </p>
        </div>
      )}
    </section>
  )
}
