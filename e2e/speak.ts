import { expect, type Page } from '@playwright/test'

/** Changes the language as people do: on their own page, from which the way back leads to this one. */
export async function speak(page: Page, language: 'English' | '中文'): Promise<void> {
  const address = page.url()
  await page.goto('/me')
  await page.getByRole('radio', { name: language }).check()
  await expect(page.locator('html')).toHaveAttribute(
    'lang',
    language === 'English' ? 'en' : 'zh-CN',
  )
  await page.goto(address)
}
