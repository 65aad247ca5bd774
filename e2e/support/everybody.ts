import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** What reaches over the right edge of the screen. */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const sideways = document.documentElement.scrollWidth > width ? ['the page itself'] : []
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) =>
        element.getBoundingClientRect().right > width + 0.5 &&
        // A table of many columns and a row of tabs are scrolled within their frame.
        element.parentElement?.closest('.audit, .adm-tabs-header') == null,
    )
    return [...sideways, ...wide.map((element) => `${element.tagName} ${element.className}`)]
  })
}

/** Holds a page against the rules of axe, best practices included. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
  expect(found).toEqual([])
}
