import type { BrowserContext } from '@playwright/test'

/**
 * Keeps pages from reading again by themselves, so that a test sees what else makes them read. Call
 * it before the first page is opened.
 */
export async function stopPolling(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.assign(window, { setInterval: () => 0 })
  })
}
