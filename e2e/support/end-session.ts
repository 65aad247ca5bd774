import type { Page } from '@playwright/test'

/**
 * Leaves the page before ending the session, because further calls of an open page would be
 * refused.
 */
export async function endSession(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.context().clearCookies()
}
