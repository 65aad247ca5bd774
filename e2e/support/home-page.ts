import { expect, type Locator, type Page } from '@playwright/test'

/** The home page's field for words, task ids and links, in either language. */
export function searchField(page: Page): Locator {
  return page.getByRole('searchbox', { name: /^(搜索标题|Search titles)/ })
}

/** Adds or removes a status of the filter, by its name in the sheet. */
export async function chooseStatus(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: '筛选' })
  // Found from the chip on, which covers it.
  const box = page.getByRole('checkbox', { name: new RegExp(`^${name}`) })
  await sheet.locator('label').filter({ has: box }).click()
  await expect(sheet.locator(box)).toBeChecked()
  await sheet.getByRole('button', { name: /^查看/ }).click()
  await expect(sheet).toHaveCount(0)
}
