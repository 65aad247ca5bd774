import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilDrawn } from '#e2e/support/until-drawn.ts'

// Rows of a list are as high as their lines say, and what stands under each other has few edges.

/** The left edges of heads and cards' texts in a column, each with how often it occurs. */
function edgesOf(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const texts = document.querySelectorAll(
      '.shell-page h1, .shell-page h2, .banner-lead, .banner-sentence, .banner-facts, .banner-status, .adm-card > .adm-card-body > p',
    )
    const edges = Array.from(texts, (text) => text.getBoundingClientRect())
      .filter(({ width }) => width > 1)
      .map(({ left }) => Math.round(left))
    return [...new Set(edges)].toSorted((a, b) => a - b)
  })
}

/** The height of each row that has so many lines. */
function heightsOf(page: Page, rows: string, lines: number): Promise<number[]> {
  return page.locator(rows).evaluateAll(
    (found, wanted) =>
      found
        .filter((row) => {
          const text = row.querySelector('.step-text')
          return text !== null && Math.round(text.getBoundingClientRect().height / 22) === wanted
        })
        .map((row) => Math.round(row.getBoundingClientRect().height)),
    lines,
  )
}

test('a contract has three left edges at most, and rows of 48 and 64', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 })
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
  await untilDrawn(page)
  expect((await edgesOf(page)).length).toBeLessThanOrEqual(3)
  for (const rows of ['[data-testid=signer]', '[data-testid=timeline-item]']) {
    expect(new Set(await heightsOf(page, rows, 2))).toEqual(new Set([64]))
  }
  expect(new Set(await heightsOf(page, '[data-testid=timeline-item]', 1))).toEqual(new Set([48]))
})

test('rows of contracts are 76 high on a phone, also with a deadline and while choosing', async ({
  page,
}) => {
  await page.setViewportSize({ width: 375, height: 812 })
  await page.goto('/?scope=all')
  const rows = page.getByTestId('flow-row')
  await expect(rows.nth(6)).toBeVisible()
  // The first has no line above it.
  const heights = () =>
    rows.evaluateAll((found) =>
      found.slice(1).map((row) => Math.round(row.getBoundingClientRect().height)),
    )
  expect(new Set(await heights())).toEqual(new Set([76]))
  await page.getByRole('button', { name: '多选' }).click()
  await expect(rows.first().getByRole('checkbox')).toBeVisible()
  expect(new Set(await heights())).toEqual(new Set([76]))
})

test.describe('on a PC', { tag: '@pc' }, () => {
  test.use({ person: 'wangwu', viewport: { width: 1280, height: 800 } })

  for (const address of ['/admin?view=access', '/admin?view=settings', '/operator', '/start'])
    test(`the head of ${address} begins where its content does`, async ({ page }) => {
      await page.goto(address)
      const head = page.locator('.page-header-head')
      await expect(head.getByRole('heading', { level: 1 })).toBeVisible()
      const leftOf = (box: { x: number } | null) => Math.round(box?.x ?? -1)
      await expect
        .poll(async () => {
          const body = await page.locator('.page > main').boundingBox()
          const first = await head.locator(':scope > *').first().boundingBox()
          return leftOf(first) - leftOf(body)
        })
        .toBeLessThanOrEqual(20)
    })
})
