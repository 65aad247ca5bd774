import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '#e2e/fixtures/fixtures.ts'

/** The elements that overflow the right edge of the screen. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const sideways = document.documentElement.scrollWidth > width ? ['the page itself'] : []
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) =>
        element.getBoundingClientRect().right > width + 0.5 &&
        // A table of many columns, a row of tabs and a line of chips scroll within their frame.
        element.parentElement?.closest('.print-record, .adm-tabs-header, .chips.is-line') == null,
    )
    return [...sideways, ...wide.map((element) => `${element.tagName} ${element.className}`)]
  })
}

/** Sets the text to twice its size for as long as it looks for what does not fit then. */
export async function expectLargeTextFits(page: Page): Promise<void> {
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  await expect(page.locator('body')).toHaveCSS('font-size', '32px')
  expect(await overflowing(page)).toEqual([])
  await page.evaluate(() => (document.documentElement.style.fontSize = ''))
}

/** Checks that every text has one of the app's sizes and weights; the page's own text size is 16 px. */
export async function expectTypeScale(page: Page): Promise<void> {
  const others = await page.evaluate(() => {
    const sizes = ['12px', '14px', '16px', '20px', '22px']
    const found = new Set<string>()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode() !== null) {
      const element = texts.currentNode.parentElement
      if (element === null || !texts.currentNode.nodeValue?.trim()) continue
      // Only what is drawn has a size; the text layer of a file has those of the file.
      if (element.getClientRects().length === 0) continue
      if (element.closest('script, style, .textLayer') !== null) continue
      const { fontSize, fontWeight } = getComputedStyle(element)
      if (sizes.includes(fontSize) && ['400', '600'].includes(fontWeight)) continue
      found.add(`${element.tagName} ${element.className}: ${fontSize}, ${fontWeight}`)
    }
    return [...found]
  })
  expect(others).toEqual([])
}

/**
 * Checks a page against the rules of axe, best practices included, in light mode, and against its
 * colour rules also in dark mode, which stays on afterwards.
 * @param within selector of the part to check
 */
export async function expectAccessible(page: Page, within = 'html'): Promise<void> {
  await untilNothingFades(page)
  await look(page, 'light')
  await expectNoViolations(axeOn(page, within))
  await look(page, 'dark')
  await expectNoViolations(axeOn(page, within).withRules('color-contrast'))
}

/**
 * Checks a page that is accessible in one language against the axe rules that depend on the
 * language.
 */
export async function expectAccessibleWords(page: Page): Promise<void> {
  await untilNothingFades(page)
  await expectNoViolations(axeOn(page, 'html').disableRules('color-contrast'))
}

function axeOn(page: Page, within: string): AxeBuilder {
  // In other modes, each analysis opens a new page.
  return new AxeBuilder({ page }).include(within).setLegacyMode()
}

async function expectNoViolations(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
  expect(found).toEqual([])
}

/**
 * Waits until dialogs have faded in and toasts have faded out, because meanwhile their contrast is
 * too low.
 */
async function untilNothingFades(page: Page): Promise<void> {
  await expect(page.locator('.adm-toast-main')).toHaveCount(0)
  const opacities = () =>
    page
      .locator('.adm-mask, .adm-center-popup-wrap > div')
      .filter({ visible: true })
      .evaluateAll((found) => found.map((each) => getComputedStyle(each).opacity))
  await expect.poll(async () => (await opacities()).every((opacity) => opacity === '1')).toBe(true)
}

async function look(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await expect(page.locator('html')).toHaveAttribute('data-prefers-color-scheme', colorScheme)
  // The end of one transition can begin another, in an element that inherits the colour.
  const transitions = () =>
    page.evaluate(
      () => document.getAnimations().filter((each) => each instanceof CSSTransition).length,
    )
  await expect.poll(transitions).toBe(0)
}
