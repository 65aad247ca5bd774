import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowView, FlowViewResult } from '#shared/schemas/flow/flow.ts'
import type { Session } from '#shared/schemas/session.ts'

/** A new session, and the flow if the same call requested it. */
export interface SignedIn {
  session: Session
  flow?: FlowViewResult
}

export interface FirstFlow {
  taskId: string
  view: Promise<FlowView>
  /** The page as drawn by the proxy; empty if drawing failed, null if it was not requested. */
  html: Promise<string | null>
  /** Whether the view has arrived. */
  isThere: boolean
}

export interface FirstList {
  /** Identifies the filter. */
  key: string
  /** The session's note at the time of the request, see `sessionNote`. */
  note: string
  list: Promise<FlowList>
}

/**
 * The requests that the boot script has sent (`first-read.ts`). The query that needs one takes it,
 * once. Null: taken, or not requested.
 */
export interface FirstAnswers {
  signedIn: Promise<SignedIn> | null
  flow: FirstFlow | null
  list: FirstList | null
}

/** The task id of the first flow, if it has arrived and was not taken yet. */
export function arrivedFirstFlow({ flow }: FirstAnswers): string | null {
  return flow?.isThere === true ? flow.taskId : null
}

/** Resolves when the first flow has arrived or failed; at once without one. */
export async function firstFlowSettled({ flow }: FirstAnswers): Promise<void> {
  await flow?.view.catch(() => {})
}

export function takeFirstSignIn(first: FirstAnswers): Promise<SignedIn> | null {
  const { signedIn } = first
  first.signedIn = null
  return signedIn
}

/** Takes the first reading of this flow, if that is what was requested. */
export function takeFirstFlow(first: FirstAnswers, taskId: string): Promise<FlowView> | null {
  const { flow } = first
  if (flow?.taskId !== taskId) return null
  first.flow = null
  return flow.view
}
