import type { Page } from '@playwright/test'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { viewerHeader } from '#shared/rules/flow-page.ts'
import type { FlowRecord } from '#shared/schemas/flow/flow-record.ts'
import { situationOf } from '#shared/rules/situation/situation-of.ts'

/**
 * Changes what the proxy answers of flows, for what the sandbox alone does not bring about. Call it
 * before the page is opened.
 */
export async function changeFlows(page: Page, change: (view: FlowView) => FlowView): Promise<void> {
  await page.route(/\/api\/(session|flows\/[^/?]+)(\?|$)/, async (route) => {
    // A page that the proxy drew would still say what was not changed.
    const { [viewerHeader]: _viewer, ...headers } = route.request().headers()
    const response = await route.fetch({ headers })
    const answer = await response.json().catch(() => null)
    if (answer === null) return route.fulfill({ response })
    const json = route.request().url().includes('/api/session')
      ? { ...answer, ...(answer.flow?.ok ? { flow: { ok: change(answer.flow.ok) } } : {}) }
      : change(answer)
    return route.fulfill({ response, json })
  })
}

/** Changes what the app's own record tells of flows; what is not given is not known. */
export async function setRecord(page: Page, record: Partial<FlowRecord>): Promise<void> {
  const nothing: FlowRecord = {
    deadline: null,
    isInitiator: false,
    people: [],
    urges: [],
    urge: { state: 'nobody', availableAt: null, reached: [], unreached: [] },
    lastOpenedAt: null,
  }
  await changeFlows(page, (view) => {
    const { flow, signers, approvals } = view
    const registry = { ...nothing, ...record }
    const situation = situationOf({
      flow,
      signers: 'ok' in signers ? signers.ok : null,
      approvals: 'ok' in approvals ? approvals.ok : null,
      people: registry.people,
    })
    return { ...view, registry, situation }
  })
}
