import { vi } from 'vitest'
import { viewerHeader } from '#shared/rules/flow-page.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { changeAnswer, flowAddresses, withRecord } from '../support/flow-answers.ts'

/** Answers calls to these addresses; the answerer may make the call that it is given. */
export function answerCalls(
  addresses: RegExp,
  answer: (call: () => Promise<Response>) => Promise<Response>,
): void {
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if (!addresses.test(url)) return fetch(url, init)
    // A page that the proxy drew would tell of its own answer.
    const headers = new Headers(init.headers)
    headers.delete(viewerHeader)
    return answer(() => fetch(url, { ...init, headers }))
  })
}

/** Changes what the proxy answers of flows. Call it before the page is opened. */
export function changeFlows(change: (view: FlowView) => FlowView): void {
  answerCalls(flowAddresses, async (call) => {
    const response = await call()
    if (!response.ok || response.status === 204) return response
    const answer = changeAnswer(await response.json(), change)
    return Response.json(answer, { headers: response.headers })
  })
}

/** Changes what the app's own record tells of flows; what is not given is not known. */
export function setRecord(record: Partial<FlowRecord>): void {
  changeFlows((view) => withRecord(view, record))
}
