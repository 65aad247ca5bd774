import Button from 'antd-mobile/es/components/button'
import { ApiError } from '#web/api/http/api-error.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { goHome } from '#web/components/page/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { startWords } from './start-words.ts'
import type { FormState } from './draft/use-form-state.ts'
import type { Submit } from './use-submit.ts'

interface SubmitBarProps {
  form: FormState
  submit: Submit
  /** To be called by the tap itself. */
  onSubmit: () => void
  /** Something that is needed first is known to be missing. */
  isNotReady: boolean
}

/** Sends the draft off, and says what became of it. */
export function SubmitBar(props: SubmitBarProps) {
  const { form, submit, onSubmit, isNotReady } = props
  const { state, submitAnew } = submit
  const t = useWords(startWords)
  const { issues, isShowing, launch } = form
  return (
    <div className="submit-bar">
      {state.stage === 'failed' && (
        <FailureNote error={state.error}>
          {mayTryAgain(state.error) && <p>{t.tryAgainIsSafe}</p>}
        </FailureNote>
      )}
      {state.stage === 'doubtful' && (
        <section className="card doubt" role="alert" data-testid="doubtful">
          <h2>{t.lostTitle}</h2>
          <p>{t.lostText}</p>
          {state.error !== null && <FailureNote error={state.error} />}
          <div className="doubt-actions">
            <Button block size="large" onClick={goHome}>
              {t.lostHome}
            </Button>
            <Button block size="large" onClick={submitAnew}>
              {t.lostAgain}
            </Button>
          </div>
        </section>
      )}
      <p className="submit-note" role="status">
        {isShowing && issues.length > 0 && t.issuesLeft(issues.length)}
        {isShowing && issues.length === 0 && isNotReady && t.notReady}
      </p>
      <Button
        block
        color="primary"
        size="large"
        onClick={onSubmit}
        loading={state.stage === 'submitting'}
        loadingText={t.submitting}
      >
        {launch === 'direct' ? t.submitDirect : t.submitPage}
      </Button>
    </div>
  )
}

/** Without an answer nobody knows what became of it, but the same attempt starts one flow only. */
function mayTryAgain(error: unknown): boolean {
  return error instanceof ApiError && error.problem === null
}
