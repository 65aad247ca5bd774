import { expect } from 'vitest'
import type { z } from 'zod'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { Esign } from '#proxy/upstream/esign/esign.ts'
import type { Generation } from '#proxy/upstream/esign/wire/operation.ts'

/** Our client and a running sandbox. */
export type Sandboxed = {
  esign: Esign
  corpId: string
  generation: Generation
  /** A control call of the sandbox, by its path below `/_sandbox`. */
  control: (method: 'POST' | 'PATCH', path: string, body: unknown) => Promise<unknown>
}

export type Step = (sandboxed: Sandboxed) => Promise<unknown>

/** What the tests of all operations need to know of one; most of it is about the sandbox. */
export type EsignCase = {
  /** The documented payload, with the fields of both generations. */
  sample: unknown
  /** The possible results of our function. */
  schema: z.ZodType
  /** Preparation. */
  before?: Step
  succeed: Step
  /** Result in our terms; the same in both generations by default. */
  result: unknown
  /** Result in 1.0, if different. */
  resultV1?: unknown
  /** A call that e签宝 refuses, and our code for it. 1.0 has one code for nearly everything. */
  refuse: Step
  problem: { '2.0': ProblemCode; '1.0'?: ProblemCode }
}

export const http = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/_sandbox\//)

export const initialise: Step = ({ esign, corpId }) =>
  esign.initialiseDeveloper(corpId, { noticeUrl: 'http://127.0.0.1:9/notices' })

export function changeCorp(changes: Record<string, boolean>): Step {
  return ({ control, corpId }) => control('PATCH', `/corps/${corpId}`, changes)
}

export const withdrawAuthorisation = changeCorp({ esignAuthorised: false })

export function inOrder(...steps: readonly Step[]): Step {
  return async (sandboxed) => {
    let last: unknown
    for (const step of steps) last = await step(sandboxed)
    return last
  }
}

/** Makes the sandbox refuse the next calls with a code that its own state cannot cause. */
export function failNext(codes: { '2.0': string; '1.0': string }, times: number): Step {
  return ({ control, generation }) => {
    const body = { code: codes[generation], message: 'refused', requestid: 'SANDBOX' }
    const match = `/v${generation}/esign/`
    return control('POST', '/faults', { match, status: 400, body, times })
  }
}

/** A documented page. */
export const samplePage = {
  taskId: 'PRO-1',
  pcUrl: 'dingtalk://dingtalkclient/action/openapp?corpid=ding1&container_type=work_platform',
  mobileUrl: 'https://smlt.esign.cn/abc',
}

export function taskPage(prefix: string) {
  return { taskId: expect.stringMatching(`^${prefix}-`), pcUrl: http, mobileUrl: http }
}
