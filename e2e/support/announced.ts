import type { Page } from '@playwright/test'

/**
 * Resolves once a text has been announced. Call it before the action that causes the text, and
 * await it afterwards: the text stays in the live region for only five seconds.
 */
export function announced(page: Page, text: string): Promise<unknown> {
  const isSaid = page.waitForFunction((wanted) => {
    const regions = [...document.querySelectorAll('[role=status]')]
    return regions.filter(({ textContent }) => textContent === wanted).length === 1
  }, text)
  // If the action fails first, nobody awaits this.
  isSaid.catch(() => {})
  return isSaid
}
