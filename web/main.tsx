import type { QueryClient } from '@tanstack/react-query'
import { atom } from 'nanostores'
import { startTransition } from 'react'
import type { Device } from '#shared/rules/flow-page.ts'
import type { Http } from '#web/api/http/http.ts'
import { createLive } from '#web/api/live/live.ts'
import { rememberPageCorp } from '#web/api/session/page-corp.ts'
import { DeviceApp } from '#web/app/device-app.tsx'
import { createQueryClient } from '#web/app/query-client.ts'
import '#web/app/styles.ts'
import { fillCache } from '#web/first-visit/fill-cache.ts'
import type { FirstAnswers } from '#web/first-visit/first-read.ts'
import { replayTap } from '#web/first-visit/first-tap.ts'
import { language } from '#web/i18n/language.ts'
import { loadWords } from '#web/i18n/words.ts'
// Imported here to be part of this chunk, because code that the proxy renders too imports it
// dynamically.
import '#web/api/session/sign-in.ts'
import '#web/components/overlay/last-press.ts'
import '#web/dingtalk/page-title.ts'

/**
 * Renders the app in place of the placeholder, or hydrates the page drawn by the proxy.
 * @param drawnFor what the proxy knew about the device; null if it drew nothing
 * @param first what the boot script has requested
 */
export async function mountApp(
  root: HTMLElement,
  drawnFor: Device | null,
  http: Http,
  first: FirstAnswers,
): Promise<void> {
  const isSignedOut = atom(false)
  const client = createQueryClient({
    http,
    live: createLive(isSignedOut),
    isSignedOut,
    offlineAt: atom(0),
  })
  await Promise.all([loadWords(language.get()), fillCache(client, first, drawnFor)])
  const { createRoot, hydrateRoot } = await import('#web/app/react.ts')
  // Running React's file takes a slow phone long, so rendering is a separate task.
  await new Promise((resolve) => setTimeout(resolve))
  document.getElementById('boot-failure')?.remove()
  root.hidden = false
  const onAlive = () => {
    performance.mark('alive')
    replayTap(root)
    whenIdle(client, http.corpId)
  }
  if (drawnFor === null) {
    const isWide = matchMedia('(min-width: 1200px)').matches
    const app = <DeviceApp client={client} drawnAt={null} isWide={isWide} onAlive={onAlive} />
    // A transition renders in slices, so that no task is long.
    startTransition(() => createRoot(root).render(app))
    return
  }
  const { now: drawnAt, isWide } = drawnFor
  const app = <DeviceApp client={client} drawnAt={drawnAt} isWide={isWide} onAlive={onAlive} />
  startTransition(() => {
    hydrateRoot(root, app)
  })
}

/** Starts what can wait until the page has loaded. */
function whenIdle(client: QueryClient, corpId: string | null): void {
  const begin = () => {
    rememberPageCorp(corpId)
    import('#web/app/when-idle.ts').then(
      ({ followSessions }) => followSessions(client),
      // Everything works without it.
      () => {},
    )
  }
  if (document.readyState === 'complete') begin()
  else window.addEventListener('load', begin, { once: true })
}
