import type { Language } from './languages.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/**
 * The header by which a loading page asks for HTML beside the flow: a `Viewer` as JSON. The answer
 * is then the usual JSON on one line, followed by the HTML, or by nothing if it cannot be rendered.
 */
export const viewerHeader = 'x-viewer'

/** What the proxy needs to know of a device to render a page exactly as the device will. */
export type Viewer = {
  /**
   * The app's script, such as `app-Ab3_x9Zq.js`, as the device may have another release than the
   * proxy.
   */
  app: string
  language: Language
  /** IANA name, such as `Asia/Shanghai`. */
  timeZone: string
  /** By the device's clock. */
  now: EpochMs
  /** Whether the window is at least 1200 pixels wide. */
  isWide: boolean
}
