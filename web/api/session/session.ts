import type { FlowViewResult } from '#shared/schemas/flow/flow.ts'
import type { Session, SignInAnswer, SignInRequest } from '#shared/schemas/session.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { signInCorp } from './client-code.ts'
import { linkAccess } from './link-access.ts'
import type { Http, RequestOptions } from '#web/api/http/http.ts'
import { sessionNote } from './session-note.ts'

/** A new session, and the flow if the same call requested it. */
export type SignedIn = {
  session: Session
  flow?: FlowViewResult
}

/**
 * Exchanges an auth code for a session and, if a task id is given, the flow.
 * @param page see `RequestOptions`
 */
export async function signInWithCode(
  http: Http,
  code: string,
  taskId?: string,
  page?: RequestOptions['page'],
): Promise<SignedIn> {
  const corpId = await signInCorp(http.corpId)
  const access = taskId === undefined ? undefined : linkAccess(taskId)
  // Of a long log, the outline is enough at first; the page reads the rest.
  const outline = taskId === undefined ? undefined : true
  // JSON omits undefined fields.
  const body: SignInRequest = { authCode: code, corpId, taskId, access, outline }
  const { flow, ...session } = await http.json<SignInAnswer>('/api/session', {
    method: 'POST',
    body,
    page,
  })
  return flow === undefined ? { session } : { session, flow }
}

/**
 * The existing session, else a new one. The auth code is requested in either case, so that it is
 * ready if the session has expired.
 * @param code the pending auth code
 * @param onAsking called when the proxy is asked
 */
export async function establishSession(
  http: Http,
  code: Promise<string>,
  taskId?: string,
  onAsking?: () => void,
  page?: RequestOptions['page'],
): Promise<SignedIn> {
  if (sessionNote(http.corpId) === null) {
    const known = await code
    onAsking?.()
    return signInWithCode(http, known, taskId, page)
  }
  onAsking?.()
  try {
    const session = await http.json<Session>('/api/session')
    return { session }
  } catch (cause) {
    if (!hasCode(cause, 'session-required')) throw cause
    return signInWithCode(http, await code, taskId, page)
  }
}
