import type { Clock } from '#shared/rules/time.ts'
import { createContext, useContext } from 'react'
import type { Language } from '#shared/rules/languages.ts'
import { deviceZone, type Zone } from './wall-time.ts'

/**
 * What rendering needs to know about the device. The proxy renders the page too, so everything that
 * depends on the device comes from here.
 */
export type PageDevice = {
  language: Language
  chooseLanguage: (language: Language) => void
  zone: Zone
  /** The current time; `drawnAt` until hydration. */
  now: Clock
  /** When the proxy drew the page, by the device's clock; null if the device renders it itself. */
  drawnAt: number | null
  /** When the page was opened, by the device's clock; older data are from an earlier visit. */
  openedAt: number
  /** Whether the window was at least 1200 pixels wide when the page was opened. */
  isWide: boolean
}

export const DeviceContext = createContext<PageDevice>({
  language: 'zh',
  chooseLanguage: () => {},
  zone: deviceZone,
  now: () => Date.now(),
  drawnAt: null,
  openedAt: 0,
  isWide: false,
})

export function useDevice(): PageDevice {
  return useContext(DeviceContext)
}
