import type { QueryClient } from '@tanstack/react-query'
import { atom } from 'nanostores'
import { startTransition } from 'react'
import type { Viewer } from '#shared/rules/flow-page.ts'
import type { EarlyApi } from '#web/api/api.ts'
import { createLive } from '#web/api/live/live.ts'
import { rememberPageCorp } from '#web/api/session/page-corp.ts'
import { sessionQuery } from '#web/api/session/session-query.ts'
import { DeviceApp } from '#web/app/device-app.tsx'
import { takeDrawnData, takeFirstData } from '#web/app/first-data.ts'
import { createQueryClient } from '#web/app/query-client.ts'
import '#web/app/styles.ts'
import { replayTap } from '#web/boot/first-tap.ts'
import { language } from '#web/i18n/language.ts'
import { loadWords } from '#web/i18n/words.ts'
// Imported here to be part of this chunk, because code that the proxy renders too imports it
// dynamically.
import '#web/api/session/sign-in.ts'
import '#web/dingtalk/page-title.ts'

/** How long the placeholder stays at most while the device cache is read, in milliseconds. */
const timeout = 300

/**
 * Renders the app in place of the placeholder, or hydrates the page drawn by the proxy.
 * @param drawnFor what the proxy knew about the device; null if it drew nothing
 * @param begun passed on by the boot script
 */
export async function mountApp(
  root: HTMLElement,
  drawnFor: Viewer | null,
  begun: EarlyApi,
): Promise<void> {
  const enough = new Promise((resolve) => setTimeout(resolve, timeout))
  const isSignedOut = atom(false)
  const client = createQueryClient({
    ...begun,
    live: createLive(isSignedOut),
    isSignedOut,
    offlineAt: atom(0),
  })
  // Started early; the session gate joins it.
  void client.prefetchQuery(sessionQuery)
  const words = loadWords(language.get())
  if (drawnFor !== null) await Promise.all([words, takeDrawnData(client, drawnFor.now)])
  else await Promise.all([words, Promise.race([takeFirstData(client), enough])])
  const { createRoot, hydrateRoot } = await import('#web/app/react.ts')
  // Running React's file takes a slow phone long, so rendering is a separate task.
  await new Promise((resolve) => setTimeout(resolve))
  document.getElementById('boot-failure')?.remove()
  root.hidden = false
  const onAlive = () => {
    performance.mark('alive')
    replayTap(root)
    whenIdle(client, begun.http.corpId)
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
    import('./boot/when-idle.ts').then(
      ({ followSessions }) => followSessions(client),
      // Everything works without it.
      () => {},
    )
  }
  if (document.readyState === 'complete') begin()
  else window.addEventListener('load', begin, { once: true })
}
