import { maxSigners } from '#shared/rules/start-flow-rules.ts'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { announce } from '#web/components/overlay/announcement.ts'
import { useWords } from '#web/i18n/words.ts'
import { asSigner, withPicked } from '../draft/draft-people.ts'
import { fieldIds } from '../draft/start-issues.ts'
import { moveItem } from '../reorder/move-item.ts'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { useOpening } from '../use-opening.ts'
import { useRowDrag } from '../reorder/use-row-drag.ts'
import { AddPeople } from './add-people.tsx'
import { SignerRow } from './signer-row.tsx'
import { SignerSheet } from './signer-sheet.tsx'
import { useStepHead } from './signer-text.tsx'

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
