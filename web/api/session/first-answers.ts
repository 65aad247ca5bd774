import type { FlowView } from '#shared/flow.ts'
import type { Session } from '#shared/session.ts'
import type { FlowViewResult } from '#shared/flow.ts'

/** Somebody signed in, and the flow that was asked for in the same breath. */
export interface SignedIn {
  session: Session
  flow?: FlowViewResult
}

export interface FirstFlow {
  taskId: string
  view: Promise<FlowView>
  /** The page as the proxy drew it, empty where it could not; null where it was not asked to. */
  html: Promise<string | null>
  /** Whether it has been read. */
  isThere: boolean
}

/**
 * What the boot script asked for before the app was there (`first-read.ts`). Each part is taken once, by
 * the query that needs it.
 */
export const firstAnswers: { signedIn: Promise<SignedIn> | null; flow: FirstFlow | null } = {
  signedIn: null,
  flow: null,
}

/** The flow that has been read already, and nobody has taken; null for none. */
export function firstFlowThere(): string | null {
  return firstAnswers.flow?.isThere === true ? firstAnswers.flow.taskId : null
}

/** Settles once the first flow has been read, or cannot be; at once where none was asked for. */
export async function firstFlowSettled(): Promise<void> {
  await firstAnswers.flow?.view.catch(() => {})
}

/** The sign-in that is under way, once. */
export function takeFirstSignIn(): Promise<SignedIn> | null {
  const { signedIn } = firstAnswers
  firstAnswers.signedIn = null
  return signedIn
}

/** The reading of this flow that is under way, once. */
export function takeFirstFlow(taskId: string): Promise<FlowView> | null {
  const { flow } = firstAnswers
  if (flow?.taskId !== taskId) return null
  firstAnswers.flow = null
  return flow.view
}
