import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { StartFlowDraft } from '#shared/rules/start-flow/start-flow-draft.ts'
import type { StartedFlow } from '#shared/schemas/flow/start-flow-request.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'
import { startFlow } from '#web/api/queries/flow-actions.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { openedDraft } from '#web/widgets/launch/opened-draft.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { flowPath, replaceWith } from '#web/components/page/navigation.ts'
import { addressFor, type PreparedPage, preparePage } from '#web/dingtalk/open-page.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { type DraftAttempt, isEmpty, toStartFlowDraft } from './draft/draft.ts'
import { newKey } from './draft/new-key.ts'
import { afterFailure, nextAttempt } from './start-attempt.ts'
import type { StartForm } from './start-form.ts'
import { startWords } from './start-words.ts'

/**
 * - `doubtful`: an earlier attempt may have started a flow, and the person has to check before
 * another one; `error` is the failure of this attempt, null if none was made.
 * - `failed` because of `error`.
 * - `started`, with something left to do: there is no flow page to show, or e签宝's page at
 * `address` did not open.
 */
export type SubmitState =
  | { stage: 'idle' | 'submitting' }
  | { stage: 'doubtful' | 'failed'; error: unknown }
  | { stage: 'started'; taskId: string | null; address: string | null }

type Submit = {
  state: SubmitState
  /** Call it in the tap handler. */
  submit: () => void
  /** After `doubtful`: no earlier attempt has started a flow, as the person has made sure. */
  unlock: () => void
  /** After `started`: for another contract. */
  startOver: () => void
}

/**
 * Starts the draft's flow, exactly once even if retried. People who have left the page meanwhile
 * are notified of the outcome and stay where they are.
 */
export function useSubmit({ draft, launch, services, change }: StartForm): Submit {
  const t = useWords(startWords)
  const tError = useWords(errorWords)
  const { opening } = useWords(words.page)
  const client = useQueryClient()
  const [state, setState] = useState<SubmitState>({ stage: 'idle' })
  const isSending = useRef(false)
  const isLeft = useRef(false)
  useEffect(() => {
    isLeft.current = false
    return () => {
      isLeft.current = true
    }
  }, [])

  async function send(request: StartFlowDraft, prepared: PreparedPage | null): Promise<void> {
    const latest = services.store.readLatest()
    // If the draft is empty by now, another window may have sent it.
    const attempt = isEmpty(latest) ? null : nextAttempt(latest.attempt, request, newKey)
    if (attempt === null) {
      prepared?.giveUp()
      setState({ stage: 'doubtful', error: null })
      return
    }
    // Stored before sending, because the app may be closed before the answer.
    change((before) => ({ ...before, attempt }))
    setState({ stage: 'submitting' })
    try {
      await finish(attempt, await startFlow(client, request, attempt.key), prepared)
    } catch (error) {
      prepared?.giveUp()
      const left = afterFailure(attempt, error)
      if (isStill(attempt)) change((before) => ({ ...before, attempt: left }))
      if (isLeft.current) {
        notify(t.startFailed({ trouble: failureIn(error, tError).reason }), 'fail')
        return
      }
      setState({ stage: left?.isLost === true ? 'doubtful' : 'failed', error })
      if (error instanceof ApiError && error.problem !== null) readAgain()
    }
  }

  /** The reason for the refusal may have changed, so it is reread. */
  function readAgain(): void {
    services.uploads.recheck()
    void client.invalidateQueries({ queryKey: readinessQuery.queryKey })
  }

  /**
   * Whether the draft is still the one that was sent; another one may have been started meanwhile.
   */
  function isStill({ key }: DraftAttempt): boolean {
    return services.store.draft.get().attempt?.key === key
  }

  async function finish(
    attempt: DraftAttempt,
    { taskId, page }: StartedFlow,
    prepared: PreparedPage | null,
  ): Promise<void> {
    const address = page === null ? null : addressFor(page)
    const isOpen = address !== null && (await show(address, prepared))
    if (!isOpen) prepared?.giveUp()
    const unopened = isOpen ? null : address
    if (isStill(attempt)) {
      services.uploads.clear()
      services.store.clear()
    }
    void client.invalidateQueries({ queryKey: ['flows'] })
    if (isOpen) client.setQueryData(openedDraft.queryKey, taskId)
    if (isLeft.current) notify(page === null ? t.started : isOpen ? t.draftMadeText : t.draftListed)
    else if (taskId === null || unopened !== null)
      setState({ stage: 'started', taskId, address: unopened })
    else {
      if (page === null) notify(t.started)
      replaceWith(flowPath(taskId))
    }
  }

  /**
   * Opens the page and returns whether it is open. For people who have left, it must not navigate
   * away from their current page.
   */
  async function show(address: string, prepared: PreparedPage | null): Promise<boolean> {
    if (prepared === null) return false
    if (isLeft.current) return prepared.showAside(address)
    try {
      await prepared.show(address, t.pageTitle)
      return true
    } catch {
      return false
    }
  }

  const submit = () => {
    if (isSending.current) return
    isSending.current = true
    const prepared = launch === 'page' ? preparePage(opening) : null
    void send(toStartFlowDraft(draft, launch), prepared).finally(() => {
      isSending.current = false
    })
  }
  // The app may have been closed since an attempt whose outcome is not known.
  const isLost = state.stage === 'idle' && draft.attempt?.isLost === true
  return {
    state: isLost ? { stage: 'doubtful', error: null } : state,
    submit,
    unlock: () => {
      change((before) => ({ ...before, attempt: null }))
      setState({ stage: 'idle' })
    },
    startOver: () => setState({ stage: 'idle' }),
  }
}
