import type { Http } from '#web/api/http/http.ts'

/** A person to sign in as, in sandbox mode. */
export type SandboxPerson = {
  userId: string
  name: string
  role: 'employee' | 'approver' | 'admin'
  /** How many flows the person started. */
  started: number
  /** How many flows it is the person's turn to sign. */
  toSign: number
}

/** An organisation to try a third-party app in, in sandbox mode. */
export type SandboxCorp = {
  corpId: string
  name: string
  /** What the app lacks most there. */
  state:
    | 'fine'
    | 'never-opened'
    | 'left'
    | 'stopped'
    | 'ended'
    | 'not-verified'
    | 'not-authorised'
    | 'out-of-contracts'
}

/** The fictional organisations of sandbox mode, and the people and flows of one of them. */
export type SandboxSamples = {
  seed: 'samples' | 'new-company'
  corps: SandboxCorp[]
  people: SandboxPerson[]
  flows: { taskId: string; title: string; flowStatus: number }[]
}

/**
 * `GET /_sandbox/samples`; exists in sandbox mode only.
 * @param corpId whose people and flows are wanted; null for the first organisation
 */
export function readSandboxSamples(http: Http, corpId: string | null) {
  const query = corpId === null ? '' : `?corpId=${encodeURIComponent(corpId)}`
  return http.json<SandboxSamples>(`/_sandbox/samples${query}`)
}

/** An auth code for a fictional person, in place of the DingTalk client's. */
export async function sandboxAuthCode(
  http: Http,
  corpId: string | null,
  userId: string,
): Promise<string> {
  const { code } = await http.json<{ code: string }>('/_sandbox/auth-codes', {
    method: 'POST',
    // JSON omits undefined fields.
    body: { userId, corpId: corpId ?? undefined },
  })
  return code
}

/** Begins again: as a company with contracts, or as one that has done nothing yet. */
export async function resetSandbox(http: Http, seed: SandboxSamples['seed']): Promise<void> {
  await http.json('/_sandbox/reset', { method: 'POST', body: { seed } })
}

/** Moves the clock of the sandbox and of the proxy on, and does what is due meanwhile. */
export async function moveSandboxClock(http: Http, days: number): Promise<void> {
  await http.json('/_sandbox/clock', { method: 'POST', body: { days } })
}
