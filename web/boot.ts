import { isFirstFlowRead, makeFirstCall } from './boot/first-call.ts'
import './dingtalk/pc-bridge.ts'
import { keptBanner } from './api/kept-banners.ts'
import { taskIdOfPath } from './api/link-access.ts'
import { showBootFailure } from './boot/boot-failure.ts'
import { applyColorScheme } from './boot/color-scheme.ts'
import { paintEarly } from './boot/early-paint.ts'
import { needsPolyfills } from './boot/needs-polyfills.ts'
import { dingTalkPlatform } from './dingtalk/platform.ts'
import { applyChosenLanguage, language } from './i18n/language.ts'
import { loadEnglish } from './i18n/load-english.ts'
import { loadPageEarly } from './lazy-pages.ts'

/**
 * Everything that need not wait for React: who is asking, the flow of this address, the look.
 * React and the pages arrive meanwhile.
 */
async function boot(): Promise<void> {
  if (dingTalkPlatform === 'pc') makeFirstCall()
  applyColorScheme()
  applyChosenLanguage()
  paintKept()
  const root = document.getElementById('root')
  if (!root) throw new Error('#root is missing')
  if (needsPolyfills()) await import('./boot/polyfills.ts')
  loadPageEarly(location.pathname)
  // A failure meets the app, which waits for the words.
  if (language.get() === 'en') loadEnglish().catch(() => {})
  const { mountApp } = await import('./main.tsx')
  await mountApp(root)
}

/** Shows how the flow of this address stood when the device last read it, until it has been read. */
function paintKept(): void {
  const taskId = taskIdOfPath(location.pathname)
  const banner = taskId === null || isFirstFlowRead() ? null : keptBanner(taskId)
  if (banner !== null) paintEarly(banner)
}

boot().catch(showBootFailure)
