import type { ReactNode } from 'react'
import { maxSigners } from '#shared/rules/start-flow-rules.ts'
import { SwitchRow } from '#web/components/field/switch-row.tsx'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { announce } from '#web/components/overlay/announcement.ts'
import { Avatar } from '#web/components/person/avatar.tsx'
import { useWords } from '#web/i18n/words.ts'
import { asSigner, withPicked } from '../draft/draft-people.ts'
import type { DraftSigner } from '../draft/draft.ts'
import { entryId, fieldIds } from '../draft/start-issues.ts'
import { DragHandle } from '../reorder/drag-handle.tsx'
import { moveItem } from '../reorder/move-item.ts'
import { type RowDrag, useRowDrag } from '../reorder/use-row-drag.ts'
import { Rules } from '../rules.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { useOpening } from '../use-opening.ts'
import { AddPeople } from './add-people.tsx'
import { SignerSheet } from './signer-sheet.tsx'
import { PersonName, useSignerText, useStepHead } from './signer-text.tsx'

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
