import type { Language } from './languages.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/**
 * A loading page asks by it for HTML beside the flow: a `Device` as JSON. The answer is the JSON on
 * one line, then the HTML, or nothing if it cannot be drawn.
 */
export const deviceHeader = 'x-viewer'

export type Device = {
  /** The app's script, such as `app-Ab3_x9Zq.js`: the device may have another release. */
  app: string
  language: Language
  /** IANA name, such as `Asia/Shanghai`. */
  timeZone: string
  /** By the device's clock. */
  now: EpochMs
  /** Whether the window is at least 1200 pixels wide. */
  isWide: boolean
}
