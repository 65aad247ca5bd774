import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

test.use({ viewport: { width: 320, height: 640 } })

test('on a narrow screen no name breaks in the middle', async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-stages')).toBeVisible()
  const heights = await page
    .locator('.name')
    .evaluateAll((names) => names.map((name) => name.getClientRects().length))
  expect(heights.length).toBeGreaterThan(5)
  expect(heights.filter((lines) => lines !== 1)).toEqual([])
})
