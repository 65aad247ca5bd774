import type { Device } from '#shared/rules/flow-page.ts'
import { language } from '#web/i18n/language.ts'

const day = 24 * 60 * 60_000

/** How many days to look back; no contract is older. */
const days = 10 * 365

/**
 * The IANA name of the time zone. `Intl` takes 50 ms on a slow phone before the proxy can be asked,
 * so a zone whose offset has not changed for ten years is named by that offset.
 */
function zoneName(now: number): string {
  const offset = new Date(now).getTimezoneOffset()
  for (let ago = 0; ago < days; ago += 90)
    if (new Date(now - ago * day).getTimezoneOffset() !== offset) return namedByEngine()
  // The signs in these names are inverted.
  if (offset % 60 === 0) return `Etc/GMT${offset < 0 ? '' : '+'}${offset / 60}`
  return namedByEngine()
}

function namedByEngine(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/**
 * What the proxy needs to draw the page as this device would; null if the app is not built, and for
 * the flow's subpages, which only the device renders.
 */
export function thisDevice(): Device | null {
  const app = document.querySelector<HTMLLinkElement>('link[data-part=app]')?.href.split('/').pop()
  if (app === undefined || new URLSearchParams(location.search).has('view')) return null
  const now = Date.now()
  const isWide = matchMedia('(min-width: 1200px)').matches
  return { app, language: language.get(), timeZone: zoneName(now), now, isWide }
}
