import type { ReactNode } from 'react'
import { Row } from '#web/components/list/row.tsx'
import { Avatar } from '#web/components/person/avatar.tsx'
import type { DraftSigner } from '../draft/draft.ts'
import { entryId } from '../draft/start-issues.ts'
import { DragHandle } from '../reorder/drag-handle.tsx'
import { Rules } from '../rules.tsx'
import { useOpening } from '../use-opening.ts'
import type { RowDrag } from '../reorder/use-row-drag.ts'
import { SignerSheet } from './signer-sheet.tsx'
import { PersonName, useSignerText } from './signer-text.tsx'

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
export function SignerRow({ signer, index, count, step, onMove, drag }: SignerRowProps) {
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
