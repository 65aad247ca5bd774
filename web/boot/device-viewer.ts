import type { Viewer } from '#shared/rules/flow-page.ts'
import { language } from '#web/i18n/language.ts'

const day = 24 * 60 * 60_000

/** How far back the zone is looked at: no contract is older. */
const days = 10 * 365

/**
 * The zone's IANA name. To ask for it takes a slow phone 50 ms, in which the proxy is not asked yet; a
 * zone that has been equally far from Greenwich for ten years is as good as one that always was.
 */
function zoneName(now: number): string {
  const offset = new Date(now).getTimezoneOffset()
  for (let ago = 0; ago < days; ago += 90)
    if (new Date(now - ago * day).getTimezoneOffset() !== offset) return namedByEngine()
  // The signs of these names are turned round.
  if (offset % 60 === 0) return `Etc/GMT${offset < 0 ? '' : '+'}${offset / 60}`
  return namedByEngine()
}

function namedByEngine(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/**
 * What the proxy has to know of this device to draw a page as the app will; null where the app is not
 * built, and where the page is not to be shown as it is first drawn.
 */
export function deviceViewer(): Viewer | null {
  const app = document.querySelector<HTMLLinkElement>('link[data-part=app]')?.href.split('/').pop()
  if (app === undefined || new URLSearchParams(location.search).has('view')) return null
  const now = Date.now()
  const isWide = matchMedia('(min-width: 768px)').matches
  return { app, language: language.get(), timeZone: zoneName(now), now, isWide }
}
