import type { ShapeOf } from '#web/api/answers/shape.ts'
import type { Http } from '#web/api/http/http.ts'

/** A person to sign in as, in sandbox mode. */
export interface SandboxPerson {
  userId: string
  name: string
  role: 'employee' | 'approver' | 'admin'
  /** How many flows the person started. */
  started: number
  /** How many flows it is the person's turn to sign. */
  toSign: number
}

/** The fictional people and flows of sandbox mode. */
export interface SandboxSamples {
  people: SandboxPerson[]
  flows: { taskId: string; title: string; flowStatus: number }[]
}

/** Answers of the sandbox itself, which have no schema in shared/schemas. */
const samplesShape: ShapeOf<SandboxSamples> = [
  {
    people: ['list', { userId: 's', name: 's', role: 's', started: 'n', toSign: 'n' }],
    flows: ['list', { taskId: 's', title: 's', flowStatus: 'n' }],
  },
]

const codeShape: ShapeOf<{ code: string }> = [{ code: 's' }]

/** `GET /_sandbox/samples`; exists in sandbox mode only. */
export function readSandboxSamples(http: Http) {
  return http.json('/_sandbox/samples', samplesShape)
}

/** An auth code for a fictional person, in place of the DingTalk client's. */
export async function sandboxAuthCode(http: Http, userId: string): Promise<string> {
  const { code } = await http.json('/_sandbox/auth-codes', codeShape, {
    method: 'POST',
    body: { userId },
  })
  return code
}
