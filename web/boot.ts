import '#web/first-visit/first-call.ts'
import { paintedBanner } from '#web/first-visit/cached-paint.ts'
import { Http } from '#web/api/http/http.ts'
import { askClient } from '#web/api/session/client-code.ts'
import { pageCorp, rememberPageCorp } from '#web/api/session/page-corp.ts'
import { applyColorScheme } from '#web/components/color-scheme.ts'
import { thisDevice } from '#web/first-visit/this-device.ts'
import { paintEarly } from '#web/first-visit/early-paint.ts'
import { type FirstFlow, firstFlowSettled, startFirstRead } from '#web/first-visit/first-read.ts'
import { showSkeleton } from '#web/first-visit/show-skeleton.ts'
import { watchWhiteScreen } from '#web/first-visit/white-screen.ts'
import { recordTaps } from '#web/first-visit/first-tap.ts'
import {
  applyStyle,
  appLoaded,
  fetchesByItself,
  preloadApp,
} from '#web/first-visit/preload-parts.ts'
import { putPage } from '#web/first-visit/put-page.ts'
import { afterFrame } from '#web/components/after-frame.ts'
import { loadFailurePage } from './widgets/failure-page/load-failure-page.ts'
import { type DingTalkPlatform, dingTalkPlatform } from '#web/dingtalk/platform.ts'
import { applyChosenLanguage, language } from '#web/i18n/language.ts'
import { loadEnglish } from '#web/i18n/load-english.ts'
import { loadPageEarly } from '#web/app/routes.ts'

/** How long the app waits for the first answer, in milliseconds. */
const timeout = 1000

/** How long the client usually takes to return an auth code, in milliseconds. */
const clientWaitMs = 100

/** What can be done while the app's files load: auth code, first read, colours, first paint. */
async function boot(): Promise<void> {
  const http = new Http(pageCorp())
  addEventListener('pagehide', () => rememberPageCorp(http.corpId))
  const asking = dingTalkPlatform === null ? null : await askedClient(dingTalkPlatform)
  applyChosenLanguage()
  const device = paintedBanner === null ? thisDevice() : null
  const code = asking?.firstCode ?? askClient(http.corpId)
  const { first, asked } = startFirstRead(http, code, location.pathname, device)
  const { flow } = first
  const answer: Promise<unknown> = flow?.view ?? first.signedIn
  // The page handles the failure.
  answer.then(() => performance.mark('answer')).catch(() => {})
  const late = appLoaded().then(() => pause(timeout))
  preloadApp(flow === null ? null : asked, firstFlowSettled(first))
  // The session gate handles the failure.
  first.signedIn.catch(fetchFailurePage)
  // Other work now would delay the client's answer.
  if (flow !== null) await within(Promise.race([asked, first.signedIn]), clientWaitMs)
  // `cached-paint.ts` has already done this if there is a cached banner.
  if (paintedBanner === null) applyColorScheme()
  showSkeleton()
  if (flow !== null) paintFlow(flow)
  // Until the proxy answers, the main thread is idle.
  const styled = device === null || flow === null ? null : applyStyle()
  // It is awaited later.
  styled?.catch(() => {})
  const root = document.getElementById('root')
  if (!root) throw new Error('#root is missing')
  if (needsPolyfills()) await import('#web/polyfills.ts')
  loadPageEarly(location.pathname, http, first)
  // The app loads the words again and handles the failure.
  if (language.get() === 'en') loadEnglish().catch(() => {})
  // On a slow phone, running the app's file takes longer than painting the answer, so the answer is
  // painted first.
  if (paintedBanner === null && fetchesByItself) await Promise.race([firstFlowSettled(first), late])
  await new Promise<void>((resolve) => afterFrame(resolve))
  const isDrawn = flow?.isThere === true && (await putFirstPage(root, flow, late, styled))
  await styled
  // Each file runs in a separate task, because on a slow phone each takes long.
  await import('#web/app/libraries.ts')
  await pause(0)
  const { mountApp } = await import('./main.tsx')
  await pause(0)
  await mountApp(root, isDrawn ? device : null, http, first)
}

/**
 * @param late resolves when the app stops waiting
 * @param styled resolves when the app's styles are applied
 * @returns whether the drawn page is in place
 */
async function putFirstPage(
  root: HTMLElement,
  flow: FirstFlow,
  late: Promise<void>,
  styled: Promise<void> | null,
): Promise<boolean> {
  const none = late.then(() => null)
  const html = await Promise.race([flow.html.catch(() => null), none])
  if (html === null || html === '') return false
  await (styled ?? applyStyle())
  recordTaps(root)
  await putPage(root, html)
  return true
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/**
 * The script that asks the client. It is inlined in the page for the kind of client in the user
 * agent, so it has already run.
 */
function askedClient(platform: DingTalkPlatform): Promise<{ firstCode: Promise<string> | null }> {
  return platform === 'pc'
    ? import('#web/first-visit/pc-call.ts')
    : import('#web/first-visit/phone-call.ts')
}

/** Resolves when the work has settled, or after this many milliseconds. */
function within(work: Promise<unknown>, milliseconds: number): Promise<unknown> {
  return Promise.race([work.catch(() => {}), pause(milliseconds)])
}

/**
 * Paints status and title: the cached ones again in the right language, then the ones that were
 * read.
 */
function paintFlow({ view }: FirstFlow): void {
  if (paintedBanner !== null) paintEarly(paintedBanner, language.get())
  view.then(
    (read) => paintEarly(read.flow, language.get()),
    // The page handles the failure.
    fetchFailurePage,
  )
}

/** Whether the engine lacks what `polyfills.ts` adds (Chrome 69 to 92, Safari 13 to 15). */
function needsPolyfills(): boolean {
  return (
    typeof queueMicrotask === 'undefined' ||
    !('at' in Array.prototype) ||
    !('replaceAll' in String.prototype) ||
    !('fromEntries' in Object) ||
    !('allSettled' in Promise) ||
    !('hasOwn' in Object)
  )
}

/** Loads the failure page early; the app would request it only later. */
function fetchFailurePage(): void {
  loadFailurePage().catch(() => {})
}

/** Shows the failure notice in `index.html`, which needs no file of the app. */
function showBootFailure(cause: unknown): void {
  const detail = document.getElementById('boot-failure-detail')
  const text = detail?.querySelector('span')
  if (text) text.textContent = cause instanceof Error ? cause.message : String(cause)
  detail?.removeAttribute('hidden')
  document.getElementById('boot-failure')?.removeAttribute('hidden')
  document.getElementById('root')?.setAttribute('hidden', '')
}

watchWhiteScreen()
boot()
  .catch((cause) =>
    import('#web/api/http/fresh-files.ts').then(({ reloadOnce }) => reloadOnce(cause)),
  )
  .catch(showBootFailure)
