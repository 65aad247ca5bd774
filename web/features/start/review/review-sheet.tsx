import Button from 'antd-mobile/es/components/button'
import { TriangleAlert } from 'lucide'
import { useState } from 'react'
import { Notice } from '#web/components/note/notice.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords } from '#web/i18n/words.ts'
import { lacksOwnSeal } from '../draft/draft-people.ts'
import { fieldIds } from '../draft/start-issues.ts'
import type { FormState } from '../draft/use-form-state.ts'
import { focusSoon } from '../focus-on.ts'
import { ReviewContent } from './review-content.tsx'
import { reviewWords } from './review-words.ts'

/**
 * The way from the button to the start: what is wrong is shown, and a contract that starts at once
 * is looked at once more. E签宝's page shows the others.
 * @param submit called in the tap handler
 */
export function useReview(form: FormState, submit: () => void) {
  const [isOpen, setOpen] = useState(false)
  const [isSealSaid, setSealSaid] = useState(false)
  const [lacksSeal, setLacksSeal] = useState(false)
  const { draft, launch, issues } = form
  const close = () => setOpen(false)
  const unlessWrong = (go: () => void) => {
    if (issues.length === 0) go()
    else form.showIssues()
  }
  const show = () => {
    const lacks = !isSealSaid && lacksOwnSeal(draft.signers)
    setLacksSeal(lacks)
    if (lacks) setSealSaid(true)
    setOpen(true)
  }
  return {
    open: () => unlessWrong(launch === 'direct' ? show : submit),
    /** For another draft. */
    forget: () => setSealSaid(false),
    props: {
      open: isOpen,
      lacksSeal,
      onClose: close,
      onMend: () => {
        close()
        focusSoon(fieldIds.signers)
      },
      onConfirm: () => {
        close()
        unlessWrong(submit)
      },
    },
  }
}

type ReviewSheetProps = {
  contractsLeft: number | null
  /** Whether to say that nobody of the organisation uses its seal. */
  lacksSeal: boolean
  /** Leads to the signers. */
  onMend: () => void
  onConfirm: () => void
} & OpenSheet

/** The last look before a contract is sent, which cannot be undone. */
export function ReviewSheet(props: ReviewSheetProps) {
  const { contractsLeft, lacksSeal, onMend, onConfirm, ...sheet } = props
  const t = useWords(reviewWords)
  return (
    <Sheet
      {...sheet}
      title={t.review}
      testId="review"
      actions={
        <>
          <Button block color="primary" onClick={onConfirm}>
            {t.review}
          </Button>
          <Button block fill="none" onClick={sheet.onClose}>
            {t.keepEditing}
          </Button>
        </>
      }
    >
      {lacksSeal && (
        <Notice
          tone="warn"
          icon={TriangleAlert}
          extra={
            <Button size="small" onClick={onMend}>
              {t.mend}
            </Button>
          }
        >
          {t.noOwnSeal}
        </Notice>
      )}
      <ReviewContent contractsLeft={contractsLeft} />
    </Sheet>
  )
}
