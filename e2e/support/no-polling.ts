import type { BrowserContext, Page } from '@playwright/test'

/**
 * Keeps pages from reading again by themselves, so that a test sees what else makes them read. Call
 * it before the first page is opened.
 */
export async function stopPolling(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.assign(window, { setInterval: () => 0 })
  })
  await stopEvents(context)
}

/** Lets nobody tell pages of changes: they wait for a connection that never comes. */
export async function stopEvents(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    class SilentSource extends EventTarget {
      static readonly CLOSED = 2
      readyState = 0
      close() {}
    }
    Object.assign(window, { EventSource: SilentSource })
  })
}

/** Stops `Date.now` in documents that the page opens later: their data does not become stale. */
export async function stopDate(page: Page): Promise<void> {
  await page.addInitScript((now) => {
    Date.now = () => now
  }, Date.now())
}
