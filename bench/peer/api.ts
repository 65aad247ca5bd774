import * as dd from 'dingtalk-jsapi'
import type { Flow, Signer } from '#shared/rules/flow.ts'

const signedIn = 'signed-in'

/** Signs in with an auth code of the client, unless this browser has signed in before. */
export async function signIn(): Promise<boolean> {
  if (localStorage.getItem(signedIn) !== null) return true
  const corpId = new URLSearchParams(location.search).get('corpId') ?? ''
  const { code } = await dd.requestAuthCode({ corpId, clientId: 'peer' })
  await call('/api/login', { method: 'POST', body: JSON.stringify({ code, corpId }) })
  localStorage.setItem(signedIn, 'yes')
  return true
}

export async function readFlow(taskId: string): Promise<Flow> {
  return (await call(`/api/flows/${taskId}`)).json()
}

export async function readSigners(taskId: string): Promise<Signer[]> {
  return (await call(`/api/flows/${taskId}/signers`)).json()
}

async function call(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init)
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response
}
