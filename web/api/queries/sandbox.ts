import type { Http } from '#web/api/http/http.ts'

/** Somebody to be in sandbox mode. */
export interface SandboxPerson {
  userId: string
  name: string
  role: 'employee' | 'approver' | 'admin'
  /** How many flows the person started. */
  started: number
  /** How many flows it is the person's turn to sign. */
  toSign: number
}

/** The fictional people and flows of sandbox mode, told by the sandbox itself. */
export interface SandboxSamples {
  people: SandboxPerson[]
  flows: { taskId: string; title: string; flowStatus: number }[]
}

/** `GET /_sandbox/samples`; there in sandbox mode only. */
export function readSandboxSamples(http: Http): Promise<SandboxSamples> {
  return http.json<SandboxSamples>('/_sandbox/samples')
}

/** An auth code for a fictional person, as the DingTalk client would hand one out. */
export async function sandboxAuthCode(http: Http, userId: string): Promise<string> {
  const { code } = await http.json<{ code: string }>('/_sandbox/auth-codes', {
    method: 'POST',
    body: { userId },
  })
  return code
}
