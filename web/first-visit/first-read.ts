import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Device } from '#shared/rules/flow-page.ts'
import { ApiError, hasCode } from '#web/api/http/api-error.ts'
import type { Http } from '#web/api/http/http.ts'
import { readFlow } from '#web/api/queries/flow.ts'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'
import { linkAccepted, taskIdOfPath } from '#web/api/session/link-access.ts'
import { establishSession, type SignedIn } from '#web/api/session/session.ts'
import { sessionNote } from '#web/api/session/session-note.ts'

export type FirstFlow = {
  taskId: string
  view: Promise<FlowView>
  /** The page as drawn by the proxy; empty if drawing failed, null if it was not requested. */
  html: Promise<string | null>
  /** Whether the view has arrived. */
  isThere: boolean
}

export type FirstList = {
  filter: FlowFilter
  /** The session's note at the time of the request, see `sessionNote`. */
  note: string
  list: Promise<FlowList>
}

/** What was requested before the app has loaded; `fill-cache.ts` puts it into the query cache. */
export type FirstAnswers = {
  signedIn: Promise<SignedIn>
  /** Null on other pages, and when signing in has failed. */
  flow: FirstFlow | null
  list: FirstList | null
}

export type StartedRead = {
  first: FirstAnswers
  /** Resolves when the request to the proxy is sent, which may wait for the client's auth code. */
  asked: Promise<void>
}

/** Resolves when the first flow has arrived or failed; at once without one. */
export async function firstFlowSettled({ flow }: FirstAnswers): Promise<void> {
  await flow?.view.catch(() => {})
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
 * Starts signing in and reading the flow in the URL. A first visit does both in one call; with a
 * session from an earlier visit, two calls start in parallel.
 * @param code the pending auth code
 * @param device for whom the proxy draws the page; null if the app draws it
 */
export function startFirstRead(
  http: Http,
  code: Promise<string>,
  pathname: string,
  device: Device | null,
): StartedRead {
  const taskId = taskIdOfPath(pathname)
  let html: Promise<string> | null = null
  const onComing = (coming: Promise<string>) => {
    html = coming
    // If the HTML is truncated, the app draws the page.
    coming.catch(() => {})
  }
  const page = device === null || taskId === null ? undefined : { device, onComing }
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
        if (hasCode(cause, 'session-required')) return afterSignIn()
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
  // The session gate handles the failure. A flow that failed for the same reason is reread after a
  // later sign-in.
  const forgetFlow = () => {
    first.flow = null
  }
  signedIn.catch(forgetFlow)
  return { first, asked }
}
