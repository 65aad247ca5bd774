import { useState } from 'react'
import { lacksOwnSeal } from '../draft/draft-people.ts'
import { fieldIds } from '../draft/start-issues.ts'
import type { FormState } from '../draft/use-form-state.ts'
import { focusSoon } from '../focus-on.ts'

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
      lacksOwnSeal: lacksSeal,
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
