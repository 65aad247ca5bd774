import { expect, type Page } from '@playwright/test'

/** Waits until the page is hydrated; visible content may have been drawn by the proxy. */
export async function untilAlive(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => performance.getEntriesByName('alive').length))
    .toBeGreaterThan(0)
}

/** Waits until the failure page is loaded, which happens when the browser is idle. */
export async function untilFailurePageIsLoaded(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /failure-page-.*js$/.test(name)),
  )
}
