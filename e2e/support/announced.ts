import type { Page } from '@playwright/test'

/**
 * Resolves once a text has been read out. Call it before the action that is answered by the text,
 * and await it after: the text stays in the live region for five seconds only.
 */
export function announced(page: Page, text: string): Promise<unknown> {
  const isSaid = page.waitForFunction((wanted) => {
    const regions = [...document.querySelectorAll('[role=status]')]
    return regions.filter(({ textContent }) => textContent === wanted).length === 1
  }, text)
  // Where the action fails first, nobody awaits this.
  isSaid.catch(() => {})
  return isSaid
}
