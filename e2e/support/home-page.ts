import { expect, type Locator, type Page } from '@playwright/test'

/** The home page's field for words, task ids and links, in either language. */
export function searchField(page: Page): Locator {
  return page.getByRole('searchbox', { name: /^(搜索标题|Search titles)/ })
}

/** Filters the list by a status, by its name in the sheet. */
export async function chooseStatus(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: '按状态筛选' })
  await sheet.getByRole('radio', { name, exact: true }).click()
  await expect(sheet).toHaveCount(0)
}
