import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Viewer } from '#shared/rules/flow-page.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import type { Http } from '#web/api/http/http.ts'
import { readFlow } from '#web/api/queries/flow.ts'
import { linkAccepted, taskIdOfPath } from './link-access.ts'
import type { FirstAnswers, FirstFlow, SignedIn } from './first-answers.ts'
import { establishSession } from './session.ts'
import { sessionNote } from './session-note.ts'

/** What is asked for, and by whom. */
export interface StartedRead {
  /** For the app to take over. */
  first: FirstAnswers
  /** Settles when the proxy is asked: the client may have had to be asked before. */
  asked: Promise<void>
}

async function flowOf(http: Http, taskId: string, signedIn: Promise<SignedIn>): Promise<FlowView> {
  const { flow } = await signedIn
  if (flow === undefined) return readFlow(http, taskId)
  if ('ok' in flow) {
    linkAccepted(taskId)
    return flow.ok
  }
  throw new ApiError(flow.problem.code, flow.problem.title, flow.problem)
}

/**
 * Starts signing in and reading the flow of this address at once. A first visit gets both by one
 * call; with a session from an earlier visit the flow is asked for beside it.
 * @param code of the client, which was asked for it
 * @param viewer for whom the proxy is to draw the flow's page; null where the app will
 */
export function startFirstRead(
  http: Http,
  code: Promise<string>,
  pathname: string,
  viewer: Viewer | null,
): StartedRead {
  const taskId = taskIdOfPath(pathname)
  let html: Promise<string> | null = null
  const onComing = (coming: Promise<string>) => {
    html = coming
    // What does not come whole is drawn by the app.
    coming.catch(() => {})
  }
  const page = viewer === null || taskId === null ? undefined : { viewer, onComing }
  const early =
    taskId !== null && sessionNote(http.corpId) !== null ? readFlow(http, taskId, { page }) : null
  let onAsking: (() => void) | undefined
  const asked = new Promise<void>((resolve) => {
    onAsking = resolve
  })
  const signedIn = establishSession(http, code, taskId ?? undefined, onAsking, page)
  const first: FirstAnswers = { signedIn, flow: null, list: null }
  if (taskId !== null) {
    const afterSignIn = () => flowOf(http, taskId, signedIn)
    const view =
      early?.catch((cause: unknown) => {
        if (cause instanceof ApiError && cause.code === 'session-required') return afterSignIn()
        throw cause
      }) ?? afterSignIn()
    const drawn = view.then(
      () => html,
      () => null,
    )
    const flow: FirstFlow = { taskId, view, html: drawn, isThere: false }
    const noteThere = () => {
      flow.isThere = true
    }
    view.then(noteThere, () => {})
    first.flow = flow
  }
  // The failure belongs to the query that takes the sign-in. A flow that failed only because of it would
  // meet a sign-in that works after all.
  const forgetFlow = () => {
    first.flow = null
  }
  signedIn.catch(forgetFlow)
  return { first, asked }
}
