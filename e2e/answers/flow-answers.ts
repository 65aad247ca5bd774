import type { Page } from '@playwright/test'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { deviceHeader } from '#shared/rules/flow-page.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'

/** The proxy's URLs whose answers contain a single flow. */
export const flowAddresses = /\/api\/(session|flows\/[^/?]+)(\?|$)/

type Change = (view: FlowView) => FlowView

/** The part of `/api/session`'s answer that contains a flow. */
type SessionAnswer = { flow?: { ok?: FlowView } | null }

/** @returns the body of an answer from one of `flowAddresses` with its flow changed */
export function changeAnswer(answer: FlowView | SessionAnswer, change: Change): unknown {
  if ('signers' in answer) return change(answer)
  const view = answer.flow?.ok
  return view === undefined ? answer : { ...answer, flow: { ok: change(view) } }
}

/** @returns the flow with this record; fields that are not given are unknown */
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
 * Changes the proxy's answers about flows, for states that the sandbox cannot produce. Call it
 * before the page is opened.
 */
export async function changeFlows(page: Page, change: Change): Promise<void> {
  await page.route(flowAddresses, async (route) => {
    // Otherwise the page drawn by the proxy would show the unchanged flow.
    const { [deviceHeader]: _device, ...headers } = route.request().headers()
    const response = await route.fetch({ headers })
    const answer = await response.json().catch(() => null)
    if (answer === null) return route.fulfill({ response })
    return route.fulfill({ response, json: changeAnswer(answer, change) })
  })
}

/** Gives a person of the flows another name, also in pages drawn by the proxy. */
export async function renamePerson(page: Page, from: string, to: string): Promise<void> {
  await page.route(flowAddresses, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).split(from).join(to) })
  })
}

/** Changes our record of flows; fields that are not given are unknown. */
export async function setRecord(page: Page, record: Partial<FlowRecord>): Promise<void> {
  await changeFlows(page, (view) => withRecord(view, record))
}
