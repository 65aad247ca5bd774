import type { BrowserContext, Page } from '@playwright/test'

/**
 * Stops polling, so that a test sees what else makes pages reread. Call it before the first page is
 * opened.
 */
export async function stopPolling(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.assign(window, { setInterval: () => 0 })
  })
  await stopEvents(context)
}

/** Stops live events: pages wait for a connection that never opens. */
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

/** Freezes `Date.now` in documents opened later, so that their data does not become stale. */
export async function stopDate(page: Page): Promise<void> {
  await page.addInitScript((now) => {
    Date.now = () => now
  }, Date.now())
}
