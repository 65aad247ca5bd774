import { expect, type Page } from '@playwright/test'

/**
 * Presses 刷新 of a contract: behind 更多 with touch, else a button beside it.
 * @param timeout milliseconds; as long as the test by default
 */
export async function readAgain(page: Page, timeout = 0): Promise<void> {
  const more = page.getByRole('button', { name: '更多' })
  await more.waitFor({ timeout })
  // The sheet of an earlier time may still be going.
  await page.getByRole('dialog').waitFor({ state: 'detached', timeout })
  const refresh = page.getByRole('button', { name: '刷新' })
  if (!(await refresh.isVisible())) await more.click({ timeout })
  await refresh.click({ timeout })
}

/** Waits until the contract's page is read no more; with touch, the button is there unseen. */
export async function untilRead(page: Page): Promise<void> {
  const refresh = page.getByRole('button', { name: '刷新', includeHidden: true })
  await expect(refresh.first()).toBeEnabled()
}
