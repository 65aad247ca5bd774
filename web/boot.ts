import { firstCall } from './boot/first-call.ts'
import { type FirstFlow, firstFlowSettled } from './api/first-read.ts'
import { keptBanner } from './api/kept-banners.ts'
import { signedIn } from './api/signed-in.ts'
import { showBootFailure } from './boot/boot-failure.ts'
import { applyColorScheme } from './boot/color-scheme.ts'
import { paintEarly } from './boot/early-paint.ts'
import { needsPolyfills } from './boot/needs-polyfills.ts'
import { afterFrame } from './components/after-frame.ts'
import { dingTalkPlatform } from './dingtalk/platform.ts'
import { applyChosenLanguage, language } from './i18n/language.ts'
import { loadEnglish } from './i18n/load-english.ts'
import { loadPageEarly } from './lazy-pages.ts'

/** How long the first answer may keep the app waiting, milliseconds. */
const patience = 1000

/**
 * Everything that need not wait for the app: who is asking, the flow of this address, the look. The
 * app arrives meanwhile.
 */
async function boot(): Promise<void> {
  if (dingTalkPlatform === 'pc') await import('./dingtalk/pc-bridge.ts')
  const { signedIn: signingIn, flow } = firstCall()
  signingIn.then(
    ({ session }) => signedIn.set(session),
    // A failure meets the session's gate.
    () => {},
  )
  applyColorScheme()
  applyChosenLanguage()
  if (flow !== null) preloadDetails()
  const isPainted = flow !== null && paintFlow(flow)
  const root = document.getElementById('root')
  if (!root) throw new Error('#root is missing')
  if (needsPolyfills()) await import('./boot/polyfills.ts')
  loadPageEarly(location.pathname)
  // A failure meets the app, which waits for the words.
  if (language.get() === 'en') loadEnglish().catch(() => {})
  // To run the app's file takes a slow phone longer than to paint the answer, which may have come.
  if (!isPainted && isPreloaded()) await within(firstFlowSettled(), patience)
  await new Promise<void>((resolve) => afterFrame(resolve))
  const { mountApp } = await import('./main.tsx')
  // To run the app's file and to draw the page are two tasks.
  await new Promise<void>((resolve) => setTimeout(resolve))
  await mountApp(root)
}

/** Whether the browser fetches the app by itself, also while nothing imports it. */
function isPreloaded(): boolean {
  return document.createElement('link').relList.supports('modulepreload')
}

/**
 * Has what a flow page shows below the status fetched once the app or the answer has come: side by
 * side with the app it would keep the answer waiting.
 */
function preloadDetails(): void {
  const next = () => {
    const later = document.querySelector('link[rel="later-modulepreload"]')
    later?.setAttribute('rel', 'modulepreload')
  }
  const app = document.querySelector('link[rel="modulepreload"]')
  app?.addEventListener('load', next)
  // The app may have been there before this script.
  void firstFlowSettled().then(next)
}

/** Settles when the work does, or after so many milliseconds. */
function within(work: Promise<void>, milliseconds: number): Promise<void> {
  return Promise.race([work, new Promise<void>((resolve) => setTimeout(resolve, milliseconds))])
}

/**
 * Shows how the flow stood when the device last read it, and how it stands once it has been read.
 * @returns whether there is something to see already
 */
function paintFlow({ taskId, view }: FirstFlow): boolean {
  view.then(
    (read) => paintEarly(read.flow),
    // A failure meets whoever shows the page.
    () => {},
  )
  const banner = keptBanner(taskId)
  if (banner !== null) paintEarly(banner)
  return banner !== null
}

boot().catch(showBootFailure)
