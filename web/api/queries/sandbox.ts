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

/** The sandbox's own answers; shared/schemas has none of them. */
const samplesShape: ShapeOf<SandboxSamples> = [
  {
    people: ['list', { userId: 's', name: 's', role: 's', started: 'n', toSign: 'n' }],
    flows: ['list', { taskId: 's', title: 's', flowStatus: 'n' }],
  },
]

const codeShape: ShapeOf<{ code: string }> = [{ code: 's' }]

/** `GET /_sandbox/samples`; there in sandbox mode only. */
export function readSandboxSamples(http: Http) {
  return http.json('/_sandbox/samples', samplesShape)
}

/** An auth code for a fictional person, as the DingTalk client would hand one out. */
export async function sandboxAuthCode(http: Http, userId: string): Promise<string> {
  const { code } = await http.json('/_sandbox/auth-codes', codeShape, {
    method: 'POST',
    body: { userId },
  })
  return code
}
