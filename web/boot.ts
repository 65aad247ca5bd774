import { startFirstRead } from './api/first-read.ts'
import { keptSession, keptView, openKept } from './api/kept.ts'
import { applyColorScheme } from './boot/color-scheme.ts'
import { showBootFailure } from './boot/boot-failure.ts'
import { paintEarly } from './boot/early-paint.ts'
import { needsPolyfills } from './boot/needs-polyfills.ts'
import './dingtalk/entry-address.ts'
import { language } from './i18n/language.ts'
import { loadEnglish } from './i18n/load-english.ts'
import { loadPageEarly } from './lazy-pages.ts'

/**
 * Everything that need not wait for React: who is asking, the flow of this address, the look.
 * React and the pages arrive meanwhile.
 */
async function boot(): Promise<void> {
  applyColorScheme()
  showFlowEarly()
  const root = document.getElementById('root')
  if (!root) throw new Error('#root is missing')
  if (needsPolyfills()) await import('./boot/polyfills.ts')
  loadPageEarly(location.pathname)
  // A failure meets the app, which waits for the words.
  if (language.get() === 'en') loadEnglish().catch(() => {})
  const { mountApp } = await import('./main.tsx')
  await mountApp(root)
}

/** Shows what the device kept of the flow, and then the flow, before the app is there. */
function showFlowEarly(): void {
  const first = startFirstRead(location.pathname)
  // The name of the app's file carries a hash of the app, whose shapes the kept things have.
  const app = document.querySelector('link[rel=modulepreload]')?.getAttribute('href')
  const opened = openKept(app ?? 'in development')
  if (first === null) return
  let isRead = false
  first.view.then(
    (view) => {
      isRead = true
      paintEarly(view)
    },
    // A failure meets whoever shows the page.
    () => {},
  )
  void opened.then(async () => {
    const kept = keptSession.get() === null ? null : await keptView(first.taskId)
    if (kept !== null && !isRead) paintEarly(kept.view)
  })
}

boot().catch(showBootFailure)
