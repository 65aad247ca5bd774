import type { Device } from '#shared/rules/flow-page.ts'
import type { FlowView } from './flow.ts'
import type { Session } from '#shared/schemas/session.ts'

export type FlowPageRequest = {
  view: FlowView
  session: Session
  device: Device
}

/** The exports of the built renderer (`web/render/flow-html.tsx`): the HTML of the page's root. */
export type FlowPageRenderer = {
  renderFlowPage: (request: FlowPageRequest) => string
}
