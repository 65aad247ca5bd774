import { createContext, useContext } from 'react'
import type { Language } from './language-from.ts'
import { deviceZone, type Zone } from './wall-time.ts'

/**
 * What a page has to know of the device that shows it. Whatever depends on the device is drawn from
 * here alone: the proxy draws the page too, and has to come to the same.
 */
export interface PageViewer {
  language: Language
  chooseLanguage: (language: Language) => void
  zone: Zone
  /** The present time, epoch milliseconds; `drawnAt` until a page that the proxy drew is alive. */
  now: () => number
  /** When the proxy drew the page, by the device's clock; null where the device draws it itself. */
  drawnAt: number | null
  /** When the page was opened, by the device's clock; what is older was read on an earlier visit. */
  openedAt: number
  /** Whether the window was at least 768 pixels wide when the page was opened. */
  isWide: boolean
}

export const ViewerContext = createContext<PageViewer>({
  language: 'zh',
  chooseLanguage: () => {},
  zone: deviceZone,
  now: () => Date.now(),
  drawnAt: null,
  openedAt: 0,
  isWide: false,
})

export function useViewer(): PageViewer {
  return useContext(ViewerContext)
}
