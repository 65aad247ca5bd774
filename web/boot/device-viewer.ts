import type { Viewer } from '#shared/rules/flow-page.ts'
import { language } from '#web/i18n/language.ts'

const day = 24 * 60 * 60_000

/** Days to look back; no contract is older. */
const days = 10 * 365

/**
 * The zone's IANA name. `Intl` takes a slow phone 50 ms before the proxy can be asked, so a zone
 * with the same offset for ten years is named by that offset.
 */
function zoneName(now: number): string {
  const offset = new Date(now).getTimezoneOffset()
  for (let ago = 0; ago < days; ago += 90)
    if (new Date(now - ago * day).getTimezoneOffset() !== offset) return namedByEngine()
  // In these names, signs are reversed.
  if (offset % 60 === 0) return `Etc/GMT${offset < 0 ? '' : '+'}${offset / 60}`
  return namedByEngine()
}

function namedByEngine(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/**
 * What the proxy needs to draw the page as this device would; null where the app is not built, and
 * for pages of the flow that are only rendered on the device.
 */
export function deviceViewer(): Viewer | null {
  const app = document.querySelector<HTMLLinkElement>('link[data-part=app]')?.href.split('/').pop()
  if (app === undefined || new URLSearchParams(location.search).has('view')) return null
  const now = Date.now()
  const isWide = matchMedia('(min-width: 768px)').matches
  return { app, language: language.get(), timeZone: zoneName(now), now, isWide }
}
