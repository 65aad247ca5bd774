import { expect, type Page } from '@playwright/test'

/** Waits until the app has brought the page to life; what can be seen may have been drawn by the proxy. */
export async function untilAlive(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => performance.getEntriesByName('alive').length))
    .toBeGreaterThan(0)
}

/** Waits until the page for failures is there, which is loaded when the browser is idle. */
export async function untilFailurePageIsLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /failure-page-.*js$/.test(name)),
  )
}
