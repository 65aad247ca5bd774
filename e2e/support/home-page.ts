import type { Locator, Page } from '@playwright/test'

/** The home page's field for words, task ids and links, in either language. */
export function searchField(page: Page): Locator {
  return page.getByRole('searchbox', { name: /^(搜索标题|Search titles)/ })
}
