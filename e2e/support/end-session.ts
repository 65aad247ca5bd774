import type { Page } from '@playwright/test'

/** Ends the session, but only once its page is left: what an open page asks next would be refused. */
export async function endSession(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.context().clearCookies()
}
