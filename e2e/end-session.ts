import type { Page } from '@playwright/test'

/** Ends the session where no page is open that would find out: what it asks next is refused. */
export async function endSession(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.context().clearCookies()
}
