import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

test("each stage's bar lies in proportion to the whole time", async ({ page }) => {
  await page.goto(linkTo('COMPLETED'))
  const stages = page.getByTestId('flow-stages')
  // The stages are folded on phones.
  await stages.locator('summary').click()
  const bars = stages.locator('.stage-track > i')
  await expect(bars).toHaveCount(3)
  const spans = await bars.evaluateAll((elements) =>
    elements.map((element) => {
      const bar = element.getBoundingClientRect()
      const track = element.parentElement?.getBoundingClientRect() ?? bar
      return [(bar.left - track.left) / track.width, (bar.right - track.left) / track.width]
    }),
  )
  const [, first, second] = spans
  expect(first?.[0]).toBeCloseTo(0, 1)
  expect(first?.[1]).toBeCloseTo(0.5, 1)
  expect(second?.[0]).toBeCloseTo(0.5, 1)
  expect(second?.[1]).toBeCloseTo(1, 1)
})
