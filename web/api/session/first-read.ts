import type { FlowView } from '#shared/flow.ts'
import type { Viewer } from '#shared/flow-page.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { readFlow } from '#web/api/queries/flow.ts'
import { linkAccepted, taskIdOfPath } from './link-access.ts'
import { type FirstFlow, firstAnswers, type SignedIn } from './first-answers.ts'
import { establishSession } from './session.ts'
import { hasSessionNote } from './session-note.ts'

/** What is asked for, and by whom. */
export interface StartedRead {
  signedIn: Promise<SignedIn>
  /** The flow that the address is of; null for other pages. */
  flow: FirstFlow | null
  /** Settles when the proxy is asked: the client may have had to be asked before. */
  asked: Promise<void>
}

async function flowOf(taskId: string, signedIn: Promise<SignedIn>): Promise<FlowView> {
  const { flow } = await signedIn
  if (flow === undefined) return readFlow(taskId)
  if ('ok' in flow) {
    linkAccepted(taskId)
    return flow.ok
  }
  throw new ApiError(flow.problem.code, flow.problem.title, flow.problem)
}

/**
 * Starts signing in and reading the flow of this address at once. A first visit gets both by one
 * call; with a session from an earlier visit the flow is asked for beside it.
 * @param viewer for whom the proxy is to draw the flow's page; null where the app will
 */
export function startFirstRead(pathname: string, viewer: Viewer | null): StartedRead {
  const taskId = taskIdOfPath(pathname)
  let html: Promise<string> | null = null
  const onComing = (coming: Promise<string>) => {
    html = coming
    // What does not come whole is drawn by the app.
    coming.catch(() => {})
  }
  const page = viewer === null || taskId === null ? undefined : { viewer, onComing }
  const early = taskId !== null && hasSessionNote() ? readFlow(taskId, { page }) : null
  let onAsking: (() => void) | undefined
  const asked = new Promise<void>((resolve) => {
    onAsking = resolve
  })
  const signedIn = establishSession(taskId ?? undefined, onAsking, page)
  firstAnswers.signedIn = signedIn
  if (taskId !== null) {
    const afterSignIn = () => flowOf(taskId, signedIn)
    const view =
      early?.catch((cause: unknown) => {
        if (cause instanceof ApiError && cause.code === 'session-required') return afterSignIn()
        throw cause
      }) ?? afterSignIn()
    const drawn = view.then(
      () => html,
      () => null,
    )
    firstAnswers.flow = { taskId, view, html: drawn, isThere: false }
    view.then(noteFirstFlow, () => {})
  }
  signedIn.then(
    () => {
      // All know by now who it is; the next question is one of its own.
      firstAnswers.signedIn = null
    },
    () => {
      // The failure belongs to the query that takes the sign-in. A flow that failed only because of
      // it would meet whoever signs in after all.
      firstAnswers.flow = null
    },
  )
  return { signedIn, flow: firstAnswers.flow, asked }
}

function noteFirstFlow(): void {
  if (firstAnswers.flow !== null) firstAnswers.flow.isThere = true
}
