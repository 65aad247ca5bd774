import Button from 'antd-mobile/es/components/button'
import { goTo } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import type { Blocker } from '#web/widgets/readiness/blocker.ts'
import { MendButton } from '#web/widgets/readiness/mend-button.tsx'
import type { FormState } from '../draft/use-form-state.ts'
import { startWords } from '../start-words.ts'
import type { SubmitState } from '../use-submit.ts'

type SubmitButtonsProps = {
  form: FormState
  state: SubmitState
  blocker: Blocker | null
  isBlock?: boolean
  /** Call it in the tap handler. */
  onSubmit: () => void
  /** After `doubtful`: the person has made sure that nothing was started. */
  onUnlock: () => void
}

/**
 * Starts the contract, or mends what keeps it from being started; while an earlier outcome is not
 * known, leads to the list first.
 */
export function SubmitButtons(props: SubmitButtonsProps) {
  const { form, state, blocker, isBlock = false, onSubmit, onUnlock } = props
  const t = useWords(startWords)
  if (state.stage === 'doubtful')
    return (
      <>
        <Button block={isBlock} color="primary" onClick={() => goTo('/?scope=started')}>
          {t.lostHome}
        </Button>
        <Button block={isBlock} fill="none" color="primary" onClick={onUnlock}>
          {t.lostAgain}
        </Button>
      </>
    )
  if (blocker !== null) return <MendButton blocker={blocker} returnTo="/start" />
  const label = form.launch === 'direct' ? t.submitDirect : t.submitPage
  return (
    <Button
      block={isBlock}
      color="primary"
      loading={state.stage === 'submitting'}
      loadingText={t.submitting}
      onClick={onSubmit}
    >
      {label}
    </Button>
  )
}

type SubmitNoteProps = {
  form: FormState
  /** Whether the button mends something first. The note keeps its place. */
  isBlocked: boolean
}

/** What is left to do before the contract can be started. */
export function SubmitNote({ form: { issues, isShowing }, isBlocked }: SubmitNoteProps) {
  const t = useWords(startWords)
  const toCorrect = issues.filter(({ rule }) => rule !== 'file-under-way').length
  const left =
    toCorrect > 0 ? <span className="field-rule">{t.issuesLeft(toCorrect)}</span> : t.filesUnderWay
  return <div role="status">{!isBlocked && isShowing && issues.length > 0 && left}</div>
}
