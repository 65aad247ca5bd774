import type { FlowView } from '#shared/flow.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { readFlow } from '#web/api/queries/flow.ts'
import { linkAccepted, taskIdOfPath } from './link-access.ts'
import { establishSession, type SignedIn } from './session.ts'
import { hasSessionNote } from './session-note.ts'

export interface FirstFlow {
  taskId: string
  view: Promise<FlowView>
  /** Whether it has been read. */
  isThere: boolean
}

/** What was asked for before React was there. Each part is taken once, by the query that needs it. */
interface FirstRead {
  signedIn: Promise<SignedIn> | null
  flow: FirstFlow | null
}

/** What is asked for, and by whom. */
export interface StartedRead {
  signedIn: Promise<SignedIn>
  /** The flow that the address is of; null for other pages. */
  flow: FirstFlow | null
  /** Settles when the proxy is asked: the client may have had to be asked before. */
  asked: Promise<void>
}

const firstRead: FirstRead = { signedIn: null, flow: null }

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
 */
export function startFirstRead(pathname: string): StartedRead {
  const taskId = taskIdOfPath(pathname)
  const early = taskId !== null && hasSessionNote() ? readFlow(taskId) : null
  let onAsking: (() => void) | undefined
  const asked = new Promise<void>((resolve) => {
    onAsking = resolve
  })
  const signedIn = establishSession(taskId ?? undefined, onAsking)
  firstRead.signedIn = signedIn
  if (taskId !== null) {
    const afterSignIn = () => flowOf(taskId, signedIn)
    const view =
      early?.catch((cause: unknown) => {
        if (cause instanceof ApiError && cause.code === 'session-required') return afterSignIn()
        throw cause
      }) ?? afterSignIn()
    firstRead.flow = { taskId, view, isThere: false }
    view.then(noteFirstFlow, () => {})
  }
  signedIn.then(
    () => {
      // All know by now who it is; the next question is one of its own.
      firstRead.signedIn = null
    },
    () => {
      // The failure belongs to the query that takes the sign-in. A flow that failed only because of
      // it would meet whoever signs in after all.
      firstRead.flow = null
    },
  )
  return { signedIn, flow: firstRead.flow, asked }
}

function noteFirstFlow(): void {
  if (firstRead.flow !== null) firstRead.flow.isThere = true
}

/** The flow that has been read already, and nobody has taken; null for none. */
export function firstFlowThere(): string | null {
  return firstRead.flow?.isThere === true ? firstRead.flow.taskId : null
}

/** Settles once the first flow has been read, or cannot be; at once where none was asked for. */
export async function firstFlowSettled(): Promise<void> {
  await firstRead.flow?.view.catch(() => {})
}

/** The sign-in that is under way, once. */
export function takeFirstSignIn(): Promise<SignedIn> | null {
  const { signedIn } = firstRead
  firstRead.signedIn = null
  return signedIn
}

/** The reading of this flow that is under way, once. */
export function takeFirstFlow(taskId: string): Promise<FlowView> | null {
  const { flow } = firstRead
  if (flow?.taskId !== taskId) return null
  firstRead.flow = null
  return flow.view
}
