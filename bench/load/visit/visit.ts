import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext, Page } from '@playwright/test'
import type { Link } from '#bench/load/links/link.ts'
import { putClientBeneath, type ClientPlatform } from './native-client.ts'
import type { Milestone, PageReport } from './page-observer.ts'
import { SeenTimes } from './seen-times.ts'

const workerTimeoutMs = 10_000

const timeoutMs = 60_000

/** How much longer a page is observed, for late shifts. */
const settleMs = 500

export type VisitRequest = {
  url: string
  platform: ClientPlatform
  authCode: string
  link: Link
  milestones: { status: Milestone; complete: Milestone }
  /** Whether the page reports `alive`; other pages react to taps once they are complete. */
  tellsAlive: boolean
}

/** One visit. Milliseconds since the start of the navigation; null for what never happened. */
export type Visit = PageReport & {
  status: number | null
  complete: number | null
  /** When the page reacts to taps. */
  hydrated: number | null
}

/** Opens a page in a new tab, observes its loading and closes it. */
export async function visit(context: BrowserContext, request: VisitRequest): Promise<Visit> {
  const page = await context.newPage()
  try {
    return await watch(page, request)
  } finally {
    await page.close()
  }
}

async function watch(page: Page, request: VisitRequest): Promise<Visit> {
  const { url, platform, authCode, link, milestones, tellsAlive } = request
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  await link.shape(cdp)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: link.phone.cpuSlowdown })
  const watched = await SeenTimes.watch(page, cdp, milestones)
  await putClientBeneath(page, platform, authCode)
  link.breakConnections()
  await page.goto(url, { waitUntil: 'commit', timeout: timeoutMs })
  const status = await watched.seen('status', timeoutMs)
  const complete = status === null ? null : await watched.seen('complete', timeoutMs)
  const tellsLater = complete !== null && tellsAlive
  const hydrated = tellsLater ? await watched.seen('alive', timeoutMs) : complete
  await delay(settleMs)
  const report = await page.evaluate(() => window.benchReport())
  await workerReady(page)
  return { ...report, status, complete, hydrated }
}

/** The next visit needs the page's service worker, if there is one. */
async function workerReady(page: Page): Promise<void> {
  const installed = page.evaluate(async () => {
    if (await navigator.serviceWorker.getRegistration()) await navigator.serviceWorker.ready
  })
  await Promise.race([installed, delay(workerTimeoutMs, undefined, { ref: false })])
}
