import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { useEffect, useRef } from 'react'
import { ApiError } from '#web/api/http/api-error.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { goHome } from '#web/components/page/navigation.ts'
import { PageBar } from '#web/components/page/page-bar.tsx'
import { useWords } from '#web/i18n/words.ts'
import type { FormState } from './draft/use-form-state.ts'
import { startWords } from './start-words.ts'
import type { SubmitState } from './use-submit.ts'

interface SubmitBarProps {
  form: FormState
  state: SubmitState
  /** Call it in the tap handler, like `onResubmit`. */
  onSubmit: () => void
  onResubmit: () => void
  /** Whether a precondition is known to be missing. */
  isNotReady: boolean
}

/** Submits the draft and shows the result. */
export function SubmitBar(props: SubmitBarProps) {
  const { form, state, onSubmit, onResubmit, isNotReady } = props
  const t = useWords(startWords)
  const { issues, isShowing, launch } = form
  const outcome = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button is always visible, but its result may not be.
    if (state.stage === 'failed' || state.stage === 'doubtful')
      outcome.current?.scrollIntoView({ block: 'center' })
  }, [state])
  const toCorrect = issues.filter(({ rule }) => rule !== 'file-under-way').length
  const left =
    toCorrect > 0 ? <span className="field-rule">{t.issuesLeft(toCorrect)}</span> : t.filesUnderWay
  const note = issues.length > 0 ? left : isNotReady && t.notReady
  return (
    <>
      <div ref={outcome}>
        {state.stage === 'failed' && (
          <FailureNote error={state.error}>
            {mayTryAgain(state.error) && <p>{t.tryAgainIsSafe}</p>}
          </FailureNote>
        )}
        {state.stage === 'doubtful' && (
          <div role="alert" data-testid="doubtful">
            <Card title={<h2>{t.lostTitle}</h2>}>
              <div className="stack">
                <p>{t.lostText}</p>
                {state.error !== null && <FailureNote error={state.error} />}
                <Button block color="primary" fill="outline" onClick={goHome}>
                  {t.lostHome}
                </Button>
                <Button block onClick={onResubmit}>
                  {t.lostAgain}
                </Button>
              </div>
            </Card>
          </div>
        )}
      </div>
      <PageBar
        hasHome={false}
        note={<div role="status">{(isShowing || issues.length === 0) && note}</div>}
      >
        <Button
          color="primary"
          onClick={onSubmit}
          loading={state.stage === 'submitting'}
          loadingText={t.submitting}
        >
          {launch === 'direct' ? t.submitDirect : t.submitPage}
        </Button>
      </PageBar>
    </>
  )
}

/** The outcome is unknown, but the same attempt starts only one flow. */
function mayTryAgain(error: unknown): boolean {
  return error instanceof ApiError && error.problem === null
}
