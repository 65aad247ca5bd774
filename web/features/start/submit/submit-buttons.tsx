import Button from 'antd-mobile/es/components/button'
import type { Readiness } from '#shared/schemas/readiness.ts'
import { goTo } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import type { FormState } from '../draft/use-form-state.ts'
import { startWords } from '../start-words.ts'
import type { SubmitState } from '../use-submit.ts'
import type { Blocker } from './blocker.ts'
import { BlockerNote } from './blocker-note.tsx'
import { submitWords } from './submit-words.ts'

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

/** Starts the contract; while an earlier outcome is not known, leads to the list first. */
export function SubmitButtons(props: SubmitButtonsProps) {
  const { form, state, blocker, isBlock = false, onSubmit, onUnlock } = props
  const t = useWords(startWords)
  const tSubmit = useWords(submitWords)
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
  const label = form.launch === 'direct' ? t.submitDirect : t.submitPage
  return (
    <Button
      block={isBlock}
      color="primary"
      disabled={blocker !== null}
      loading={state.stage === 'submitting'}
      loadingText={t.submitting}
      onClick={onSubmit}
    >
      {blocker === null ? label : tSubmit[blocker.trouble]}
    </Button>
  )
}

type SubmitNoteProps = {
  form: FormState
  blocker: Blocker | null
  readiness: Readiness | undefined
}

/** What is left to do before the contract can be started. */
export function SubmitNote({ form, blocker, readiness }: SubmitNoteProps) {
  const t = useWords(startWords)
  if (blocker !== null) return <BlockerNote key={blocker.trouble} blocker={blocker} />
  const { issues, isShowing } = form
  const isNotReady = readiness?.checks.some((check) => check.state === 'missing') === true
  const toCorrect = issues.filter(({ rule }) => rule !== 'file-under-way').length
  const left =
    toCorrect > 0 ? <span className="field-rule">{t.issuesLeft(toCorrect)}</span> : t.filesUnderWay
  const note = issues.length > 0 ? left : isNotReady && t.notReady
  return <div role="status">{(isShowing || issues.length === 0) && note}</div>
}
