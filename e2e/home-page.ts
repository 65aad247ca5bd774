import type { Locator, Page } from '@playwright/test'

/** The field on the home page that takes words, task ids and links; in either language. */
export function searchField(page: Page): Locator {
  return page.getByRole('textbox', { name: /^(搜索标题|Search titles)/ })
}
