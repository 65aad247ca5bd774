import type { FlowView } from '#shared/schemas/flow/flow.ts'
import type { Session } from '#shared/schemas/session.ts'
import type { Language } from './languages.ts'

/**
 * The header by which a page that is loading asks for the flow's page as HTML beside the flow: a `Viewer`
 * as JSON. The answer is then the usual JSON in one line, and the HTML behind its line feed; without the
 * HTML where the page cannot be drawn.
 */
export const viewerHeader = 'x-viewer'

/** What the proxy has to know of a device to draw a page exactly as the device will. */
export interface Viewer {
  /** The app's script, such as `app-Ab3_x9Zq.js`: the device may hold another release than the proxy. */
  app: string
  language: Language
  /** IANA name, such as `Asia/Shanghai`. */
  timeZone: string
  /** By the device's clock, epoch milliseconds. */
  now: number
  /** Whether the window is at least 768 pixels wide. */
  isWide: boolean
}

/** A flow's page to be drawn. */
export interface FlowPageRequest {
  view: FlowView
  session: Session
  viewer: Viewer
}

/** What the built renderer exports (`web/render/flow-html.tsx`): the HTML of the page's root. */
export interface FlowPageRenderer {
  renderFlowPage: (request: FlowPageRequest) => string
}
