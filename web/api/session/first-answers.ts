import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowView, FlowViewResult } from '#shared/schemas/flow/flow.ts'
import type { Session } from '#shared/schemas/session.ts'

/** A new session, with the flow that was asked for in the same call. */
export interface SignedIn {
  session: Session
  flow?: FlowViewResult
}

export interface FirstFlow {
  taskId: string
  view: Promise<FlowView>
  /** The page as the proxy drew it; empty where it failed to, null where it was not asked to. */
  html: Promise<string | null>
  /** Whether it has been read. */
  isThere: boolean
}

export interface FirstList {
  /** Names the filter. */
  key: string
  /** The session's note when it was asked for, see `sessionNote`. */
  note: string
  list: Promise<FlowList>
}

/**
 * What the boot script asked for (`first-read.ts`) and hands over to the app. Each part is taken
 * once, by the query that needs it. Null: taken, or not asked for.
 */
export interface FirstAnswers {
  signedIn: Promise<SignedIn> | null
  flow: FirstFlow | null
  list: FirstList | null
}

/** The task id of the first flow, if it has been read and not taken yet. */
export function firstFlowThere({ flow }: FirstAnswers): string | null {
  return flow?.isThere === true ? flow.taskId : null
}

/** Settles when the first flow has been read or has failed; at once without one. */
export async function firstFlowSettled({ flow }: FirstAnswers): Promise<void> {
  await flow?.view.catch(() => {})
}

/** Takes the first sign-in. */
export function takeFirstSignIn(first: FirstAnswers): Promise<SignedIn> | null {
  const { signedIn } = first
  first.signedIn = null
  return signedIn
}

/** Takes the first reading of this flow. */
export function takeFirstFlow(first: FirstAnswers, taskId: string): Promise<FlowView> | null {
  const { flow } = first
  if (flow?.taskId !== taskId) return null
  first.flow = null
  return flow.view
}
