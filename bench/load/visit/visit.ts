import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext, Locator, Page } from '@playwright/test'
import type { Link } from '#bench/load/links/link.ts'
import { putClientBeneath, type ClientPlatform } from './native-client.ts'
import { NetworkLog, type NetworkRequest } from '#bench/load/links/network-log.ts'
import type { PageReport, Milestone } from './page-observer.ts'
import { SeenTimes } from './seen-times.ts'

const workerTimeoutMs = 10_000

const timeoutMs = 60_000

/** How much longer a page is observed, for late shifts, requests and tasks. */
const settleMs = 500

export type VisitRequest = {
  url: string
  platform: ClientPlatform
  authCode: string
  link: Link
  milestones: { status: Milestone; complete: Milestone }
  /** Whether the page reports `alive`; other pages react to taps once they are complete. */
  tellsAlive: boolean
  /** The name of a button to press once the page is complete. */
  press: RegExp | null
}

/** One visit. Milliseconds since the start of the navigation; null for what never happened. */
export type Visit = {
  status: number | null
  complete: number | null
  hydrated: number | null
  /** From pressing to the next frame; null if nothing was pressed. */
  press: number | null
  report: PageReport
  requests: NetworkRequest[]
}

/** Opens a page in a new tab, observes its loading, presses a button and closes it. */
export async function visit(context: BrowserContext, request: VisitRequest): Promise<Visit> {
  const page = await context.newPage()
  try {
    return await watch(page, request)
  } finally {
    await page.close()
  }
}

async function watch(page: Page, request: VisitRequest): Promise<Visit> {
  const { url, platform, authCode, link, milestones, press, tellsAlive } = request
  const cdp = await page.context().newCDPSession(page)
  const log = await NetworkLog.watch(cdp)
  await link.shape(cdp)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: link.phone.cpuSlowdown })
  const watched = await SeenTimes.watch(page, cdp, milestones)
  await putClientBeneath(page, platform, authCode)
  link.breakConnections()
  await page.goto(url, { waitUntil: 'commit', timeout: timeoutMs })
  const status = await watched.seen('status', timeoutMs)
  const complete = status === null ? null : await watched.seen('complete', timeoutMs)
  // Pages that do not report `alive` count as hydrated once they are complete.
  const tellsLater = complete !== null && tellsAlive
  const hydrated = tellsLater ? await watched.seen('alive', timeoutMs) : complete
  await delay(settleMs)
  const pressed = press !== null && complete !== null ? await pressButton(page, press) : null
  const report = await page.evaluate(() => window.benchReport())
  await workerReady(page)
  return { status, complete, hydrated, press: pressed, report, requests: log.requests }
}

/** The next visit needs the page's service worker, if there is one. */
async function workerReady(page: Page): Promise<void> {
  const installed = page.evaluate(async () => {
    if (await navigator.serviceWorker.getRegistration()) await navigator.serviceWorker.ready
  })
  await Promise.race([installed, delay(workerTimeoutMs, undefined, { ref: false })])
}

/**
 * Presses the first button with this name, by touch if the device has it. If it is in a folded card,
 * that is pressed first.
 * @returns milliseconds until the next frame, of two presses the longer; null if there is no such
 * button
 */
async function pressButton(page: Page, name: RegExp): Promise<number | null> {
  const buttons = page.getByRole('button', { name, includeHidden: true })
  if ((await buttons.count()) === 0) return null
  const before = await page.evaluate(() => performance.now())
  const isTouched = await page.evaluate(() => navigator.maxTouchPoints > 0)
  const press = (pressed: Locator) => (isTouched ? pressed.tap() : pressed.click())
  const folded = page.locator('details:not([open])').filter({ has: buttons.first() })
  if ((await folded.count()) > 0) {
    await press(folded.locator('summary'))
    await delay(settleMs)
  }
  await press(buttons.first())
  await delay(settleMs)
  const { interactions } = await page.evaluate(() => window.benchReport())
  const ours = interactions.filter(({ start }) => start >= before)
  // Browsers do not report interactions shorter than 16 ms.
  return Math.max(16, ...ours.map(({ duration }) => duration))
}
