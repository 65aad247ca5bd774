import type { Viewer } from '#shared/rules/flow-page.ts'
import type { FlowView } from './flow.ts'
import type { Session } from '#shared/schemas/session.ts'

/** A flow's page to be rendered. */
export type FlowPageRequest = {
  view: FlowView
  session: Session
  viewer: Viewer
}

/**
 * The exports of the built renderer (`web/render/flow-html.tsx`); it returns the HTML of the page's
 * root.
 */
export type FlowPageRenderer = {
  renderFlowPage: (request: FlowPageRequest) => string
}
