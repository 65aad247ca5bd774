import type { Page } from '@playwright/test'
import { expect } from '#e2e/fixtures/fixtures.ts'

/** Opens a sheet or dialog by the button with this name. */
export async function openSheet(page: Page, button: RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

export async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}
