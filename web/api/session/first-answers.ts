import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { FlowView, FlowViewResult } from '#shared/schemas/flow/flow.ts'
import type { Session } from '#shared/schemas/session.ts'

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

export interface FirstList {
  /** Names the filter. */
  key: string
  /** Whose session it was asked for with. */
  note: string
  list: Promise<FlowList>
}

/**
 * What the boot script asked for before the app was there (`first-read.ts`), and hands over to it. Each
 * part is taken once, by the query that needs it; null once it was, and for what was not asked for.
 */
export interface FirstAnswers {
  signedIn: Promise<SignedIn> | null
  flow: FirstFlow | null
  list: FirstList | null
}

/** The flow that has been read already, and nobody has taken; null for none. */
export function firstFlowThere({ flow }: FirstAnswers): string | null {
  return flow?.isThere === true ? flow.taskId : null
}

/** Settles once the first flow has been read, or cannot be; at once where none was asked for. */
export async function firstFlowSettled({ flow }: FirstAnswers): Promise<void> {
  await flow?.view.catch(() => {})
}

/** The sign-in that is under way, once. */
export function takeFirstSignIn(first: FirstAnswers): Promise<SignedIn> | null {
  const { signedIn } = first
  first.signedIn = null
  return signedIn
}

/** The reading of this flow that is under way, once. */
export function takeFirstFlow(first: FirstAnswers, taskId: string): Promise<FlowView> | null {
  const { flow } = first
  if (flow?.taskId !== taskId) return null
  first.flow = null
  return flow.view
}
