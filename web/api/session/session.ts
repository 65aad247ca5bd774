import type { Session, SignInAnswer, SignInRequest } from '#shared/session.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { clientCode, corpToSignInTo } from './client-code.ts'
import type { SignedIn } from './first-answers.ts'
import { linkAccess } from './link-access.ts'
import { requestJson, type RequestOptions } from '#web/api/http/request.ts'
import { hasSessionNote } from './session-note.ts'

/**
 * Exchanges an auth code for a session and, where a task id is given, the flow with it.
 * @param page see `RequestOptions`
 */
export async function signInWithCode(
  code: string,
  taskId?: string,
  page?: RequestOptions['page'],
): Promise<SignedIn> {
  const corpId = await corpToSignInTo()
  const access = taskId === undefined ? undefined : linkAccess(taskId)
  // Whoever looks need not wait for all of a long log; it is read as soon as the page is there.
  const outline = taskId === undefined ? undefined : true
  // What is undefined is not sent.
  const body: SignInRequest = { authCode: code, corpId, taskId, access, outline }
  const { flow, ...session } = await requestJson<SignInAnswer>('/api/session', {
    method: 'POST',
    body,
    page,
  })
  return flow === undefined ? { session } : { session, flow }
}

/**
 * Signs in by the DingTalk client.
 * @param onCode told when the client has answered, and the proxy is asked
 */
export async function signIn(
  taskId?: string,
  onCode?: () => void,
  page?: RequestOptions['page'],
): Promise<SignedIn> {
  const code = await clientCode()
  onCode?.()
  return signInWithCode(code, taskId, page)
}

/**
 * Whoever is signed in already, else a sign-in by the DingTalk client. With a session from an
 * earlier visit the code is asked for all the same, at the same time: if the session is over, the
 * code is there already.
 * @param onAsking told when the proxy is asked
 */
export async function establishSession(
  taskId?: string,
  onAsking?: () => void,
  page?: RequestOptions['page'],
): Promise<SignedIn> {
  if (!hasSessionNote()) return signIn(taskId, onAsking, page)
  onAsking?.()
  const code = clientCode()
  code.catch(() => {})
  try {
    const session = await requestJson<Session>('/api/session')
    return { session }
  } catch (cause) {
    if (!(cause instanceof ApiError && cause.code === 'session-required')) throw cause
    return signInWithCode(await code, taskId, page)
  }
}
