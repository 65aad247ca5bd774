import { z } from 'zod'
import { sandboxCorpId } from '#sandbox/played.ts'

/** Calls a control route of a sandbox. @returns its answer; null if it is empty */
export type Control = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<unknown>

/** @returns a function that throws if the sandbox refuses */
export function controlOf(sandboxUrl: string): Control {
  return async (method, path, body) => {
    const headers = { 'content-type': 'application/json' }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const answer = await fetch(`${sandboxUrl}/_sandbox${path}`, init)
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${path}`)
    const text = await answer.text()
    return text === '' ? null : JSON.parse(text)
  }
}

/** Gets an auth code as a page opened by a person would. */
export async function issueAuthCode(
  control: Control,
  userId: string,
  corpId = sandboxCorpId,
): Promise<string> {
  const issued = await control('POST', '/auth-codes', { userId, corpId })
  return z.object({ code: z.string() }).parse(issued).code
}
