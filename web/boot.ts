import '#web/boot/first-call.ts'
import { paintedBanner } from './boot/cached-paint.ts'
import { Http } from '#web/api/http/http.ts'
import { askClient } from '#web/api/session/client-code.ts'
import { type FirstFlow, firstFlowSettled } from '#web/api/session/first-answers.ts'
import { startFirstRead } from '#web/api/session/first-read.ts'
import { pageCorp, rememberPageCorp } from '#web/api/session/page-corp.ts'
import { showBootFailure } from '#web/boot/boot-failure.ts'
import { applyColorScheme } from '#web/boot/color-scheme.ts'
import { deviceViewer } from '#web/boot/device-viewer.ts'
import { paintEarly } from '#web/boot/early-paint.ts'
import { showFirstShape } from '#web/boot/first-shape.ts'
import { keepTaps } from '#web/boot/first-tap.ts'
import { needsPolyfills } from '#web/boot/needs-polyfills.ts'
import { applyStyle, appThere, fetchesByItself, preloadApp } from '#web/boot/preload-parts.ts'
import { putPage } from '#web/boot/put-page.ts'
import { afterFrame } from '#web/components/after-frame.ts'
import { loadFailurePage } from '#web/components/failure/load-failure-page.ts'
import { type DingTalkPlatform, dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { applyChosenLanguage, language } from '#web/i18n/language.ts'
import { loadEnglish } from '#web/i18n/load-english.ts'
import { loadPageEarly } from '#web/app/routes.ts'

/** How long the first answer may keep the app waiting that is there, milliseconds. */
const timeout = 1000

/** How long the client usually takes to tell who is looking, at most; milliseconds. */
const usualClient = 100

/**
 * Everything that need not wait for the app: who is asking, the flow of this address, the look. The
 * app arrives meanwhile.
 */
async function boot(): Promise<void> {
  const http = new Http(pageCorp())
  addEventListener('pagehide', () => rememberPageCorp(http.corpId))
  const asking = dingTalkPlatform === null ? null : await askedClient(dingTalkPlatform)
  applyChosenLanguage()
  const viewer = paintedBanner === null ? deviceViewer() : null
  const code = asking?.firstCode ?? askClient(http.corpId)
  const { first, asked } = startFirstRead(http, code, location.pathname, viewer)
  const { flow } = first
  const late = appThere().then(() => pause(timeout))
  preloadApp(flow === null ? null : { asked, answered: firstFlowSettled(first) })
  // The failure meets the session's gate.
  first.signedIn?.catch(fetchFailurePage)
  // What else there is to do would keep the client's answer waiting.
  if (flow !== null) await within(Promise.race([asked, first.signedIn]), usualClient)
  // With a kept banner it was, before.
  if (paintedBanner === null) applyColorScheme()
  showFirstShape()
  if (flow !== null) paintFlow(flow)
  const root = document.getElementById('root')
  if (!root) throw new Error('#root is missing')
  if (needsPolyfills()) await import('#web/boot/polyfills.ts')
  loadPageEarly({ http, first }, location.pathname)
  // A failure meets the app, which waits for the words.
  if (language.get() === 'en') loadEnglish().catch(() => {})
  // To run the app's file takes a slow phone longer than to paint the answer, which may have come.
  if (paintedBanner === null && fetchesByItself) await Promise.race([firstFlowSettled(first), late])
  await new Promise<void>((resolve) => afterFrame(resolve))
  const isDrawn = flow?.isThere === true && (await putFirstPage(root, flow, late))
  // Each of these files takes a slow phone long enough to be a task of its own.
  await import('#web/app/react.ts')
  await pause(0)
  await import('#web/app/libraries.ts')
  await pause(0)
  const { mountApp } = await import('./main.tsx')
  await pause(0)
  await mountApp(root, isDrawn ? viewer : null, { http, first })
}

/**
 * @param late settles when the app waits no longer
 * @returns whether the page that the proxy drew is there
 */
async function putFirstPage(
  root: HTMLElement,
  flow: FirstFlow,
  late: Promise<void>,
): Promise<boolean> {
  const none = late.then(() => null)
  const html = await Promise.race([flow.html.catch(() => null), none])
  if (html === null || html === '') return false
  await applyStyle()
  keepTaps(root)
  await putPage(root, html)
  return true
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** What asks the client. The page has had the likely one in it, which ran before this. */
function askedClient(platform: DingTalkPlatform): Promise<{ firstCode: Promise<string> | null }> {
  return platform === 'pc' ? import('#web/boot/pc-call.ts') : import('#web/boot/phone-call.ts')
}

/** Settles when the work does, or after so many milliseconds; a failure of it meets somebody else. */
function within(work: Promise<unknown>, milliseconds: number): Promise<unknown> {
  return Promise.race([work.catch(() => {}), pause(milliseconds)])
}

/** Shows how the flow stands once it has been read, and what is there already in the right language. */
function paintFlow({ view }: FirstFlow): void {
  if (paintedBanner !== null) paintEarly(paintedBanner, language.get())
  view.then(
    (read) => paintEarly(read.flow, language.get()),
    // The failure meets the page.
    fetchFailurePage,
  )
}

/** Loads what shows a failure beside the app, which would ask for it later. */
function fetchFailurePage(): void {
  loadFailurePage().catch(() => {})
}

boot().catch(showBootFailure)
