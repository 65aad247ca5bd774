import { startFirstRead } from './api/first-read.ts'
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
  // Failures meet whoever shows the page.
  startFirstRead(location.pathname)?.then(paintEarly, () => {})
  const root = document.getElementById('root')
  if (!root) throw new Error('#root is missing')
  if (needsPolyfills()) await import('./boot/polyfills.ts')
  loadPageEarly(location.pathname)
  // A failure meets the app, which waits for the words.
  if (language.get() === 'en') loadEnglish().catch(() => {})
  const { mountApp } = await import('./main.tsx')
  await mountApp(root)
}

boot().catch(showBootFailure)
