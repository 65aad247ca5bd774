import { vi } from 'vitest'
import { deviceHeader } from '#shared/rules/flow-page.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { shareLinkSchema } from '#shared/schemas/flow/share-link.ts'
import { changeAnswer, flowAddresses, withRecord } from '#e2e/answers/flow-answers.ts'

/** Replaces the answers of calls to these URLs; `answer` may make the real call. */
export function answerCalls(
  addresses: RegExp,
  answer: (call: () => Promise<Response>, url: string) => Promise<Response>,
): void {
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if (!addresses.test(url)) return fetch(url, init)
    // Otherwise the page drawn by the proxy would contain the proxy's own answer.
    const headers = new Headers(init.headers)
    headers.delete(deviceHeader)
    return answer(() => fetch(url, { ...init, headers }), url)
  })
}

/** Collects the answers of calls to these URLs; the list grows with each call. */
export function watchAnswers(addresses: RegExp): { status: number; body: unknown }[] {
  const answers: { status: number; body: unknown }[] = []
  answerCalls(addresses, async (call) => {
    const answer = await call()
    const { status, headers } = answer
    const text = await answer.text()
    answers.push({ status, body: JSON.parse(text) })
    return new Response(text, { status, headers })
  })
  return answers
}

/** Changes the proxy's answers about flows. Call it before the page is opened. */
export function changeFlows(change: (view: FlowView) => FlowView): void {
  answerCalls(flowAddresses, async (call) => {
    const response = await call()
    if (!response.ok || response.status === 204) return response
    const answer = changeAnswer(await response.json(), change)
    return Response.json(answer, { headers: response.headers })
  })
}

/** Returns a function for the first link shared from now on; undefined until there is one. */
export function watchSharedLink(): () => string | undefined {
  const answers = watchAnswers(/share-link/)
  return () => answers.map(({ body }) => shareLinkSchema.parse(body).url)[0]
}

/** Changes our record of flows; fields that are not given are unknown. */
export function setRecord(record: Partial<FlowRecord>): void {
  changeFlows((view) => withRecord(view, record))
}
