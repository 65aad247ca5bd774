import type { Page } from '@playwright/test'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { viewerHeader } from '#shared/rules/flow-page.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'

/** Where the proxy tells of a single flow. */
export const flowAddresses = /\/api\/(session|flows\/[^/?]+)(\?|$)/

type Change = (view: FlowView) => FlowView

/** What `/api/session` answers, as far as it tells of a flow. */
type SessionAnswer = { flow?: { ok?: FlowView } | null }

/** @returns the body of an answer from one of `flowAddresses` with the flow changed that it tells of */
export function changeAnswer(answer: FlowView | SessionAnswer, change: Change): unknown {
  if ('signers' in answer) return change(answer)
  const view = answer.flow?.ok
  return view === undefined ? answer : { ...answer, flow: { ok: change(view) } }
}

/** @returns the flow with the app's own record of it; what is not given is not known */
export function withRecord(view: FlowView, record: Partial<FlowRecord>): FlowView {
  const nothing: FlowRecord = {
    deadline: null,
    isInitiator: false,
    people: [],
    urges: [],
    urge: { state: 'nobody', availableAt: null, reached: [], unreached: [] },
    lastOpenedAt: null,
  }
  const { flow, signers, approvals } = view
  const registry = { ...nothing, ...record }
  const situation = situationOf({
    flow,
    signers: 'ok' in signers ? signers.ok : null,
    approvals: 'ok' in approvals ? approvals.ok : null,
    people: registry.people,
  })
  return { ...view, registry, situation }
}

/**
 * Changes what the proxy answers of flows, for what the sandbox alone does not bring about. Call it
 * before the page is opened.
 */
export async function changeFlows(page: Page, change: Change): Promise<void> {
  await page.route(flowAddresses, async (route) => {
    // A page that the proxy drew would still say what was not changed.
    const { [viewerHeader]: _viewer, ...headers } = route.request().headers()
    const response = await route.fetch({ headers })
    const answer = await response.json().catch(() => null)
    if (answer === null) return route.fulfill({ response })
    return route.fulfill({ response, json: changeAnswer(answer, change) })
  })
}

/** Changes what the app's own record tells of flows; what is not given is not known. */
export async function setRecord(page: Page, record: Partial<FlowRecord>): Promise<void> {
  await changeFlows(page, (view) => withRecord(view, record))
}
