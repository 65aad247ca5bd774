import { expect, type Page } from '@playwright/test'

/** Changes the language on the person's own page, then returns to the current page. */
export async function speak(page: Page, language: 'English' | '中文'): Promise<void> {
  const address = page.url()
  await page.goto('/me')
  // The language changes after its words have loaded.
  await page.getByRole('radio', { name: language }).click()
  await expect(page.getByRole('radio', { name: language })).toBeChecked()
  await expect(page.locator('html')).toHaveAttribute(
    'lang',
    language === 'English' ? 'en' : 'zh-CN',
  )
  await page.goto(address)
}
