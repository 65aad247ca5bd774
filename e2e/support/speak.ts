import { expect, type Page } from '@playwright/test'

/** Changes the language as people do: on their own page, from which the way back leads to this one. */
export async function speak(page: Page, language: 'English' | '中文'): Promise<void> {
  const address = page.url()
  await page.goto('/me')
  // The language changes once its words are there.
  await page.getByRole('radio', { name: language }).click()
  await expect(page.getByRole('radio', { name: language })).toBeChecked()
  await expect(page.locator('html')).toHaveAttribute(
    'lang',
    language === 'English' ? 'en' : 'zh-CN',
  )
  await page.goto(address)
}
