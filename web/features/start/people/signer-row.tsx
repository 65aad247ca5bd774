import { Row } from '#web/components/list/row.tsx'
import '#web/components/list/step-list.css'
import { useWords, words } from '#web/i18n/words.ts'
import type { DraftSigner } from '../draft/draft.ts'
import { entryId } from '../draft/start-issues.ts'
import { DragHandle } from '../reorder/drag-handle.tsx'
import { Rules } from '../rules.tsx'
import { startWords } from '../start-words.ts'
import { useOpening } from '../use-opening.ts'
import type { RowDrag } from '../reorder/use-row-drag.ts'
import { SignerSheet } from './signer-sheet.tsx'

interface SignerRowProps {
  signer: DraftSigner
  index: number
  count: number
  /** The step if people sign in order, else null. */
  order: number | null
  onMove: (to: number) => void
  drag: RowDrag
}

/** A signer; a tap opens the sheet to edit it. */
export function SignerRow({ signer, index, count, order, onMove, drag }: SignerRowProps) {
  const t = useWords(startWords)
  const { between } = useWords(words.nextStep)
  const sheet = useOpening()
  const { key, name, kind, seals } = signer
  const id = entryId(key)
  const facts = [t[kind], seals.map((seal) => t[seal]).join(between)].filter(Boolean)
  return (
    <>
      <Row
        id={id}
        testId="draft-signer"
        {...(order !== null &&
          count > 1 && {
            item: drag.rowProps(index),
            handle: <DragHandle name={name} index={index} drag={drag} />,
          })}
        prefix={
          order !== null && (
            <span className="step-mark tone-active">
              <span className="visually-hidden">{t.place({ order })}</span>
              <span aria-hidden="true">{order}</span>
            </span>
          )
        }
        description={
          <>
            {facts.join(' · ')}
            <Rules id={id} />
          </>
        }
        onClick={sheet.open}
      >
        <span className="draft-name two-lines">{name.trim() || t.newPerson}</span>
      </Row>
      {sheet.round > 0 && (
        <SignerSheet
          key={sheet.round}
          {...sheet.props}
          signer={signer}
          place={order === null ? null : { index, count, onMove }}
        />
      )}
    </>
  )
}
