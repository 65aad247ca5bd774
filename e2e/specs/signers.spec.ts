import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { renamePerson } from '#e2e/answers/flow-answers.ts'
import { linkTo } from '#e2e/support/seeds.ts'

test.use({ viewport: { width: 320, height: 640 } })

/** The names on the page, with the number of lines of each. */
function linesOfNames(page: Page): Promise<{ name: string; lines: number }[]> {
  return page.locator('.name').evaluateAll((names) =>
    names.map((name) => {
      const range = document.createRange()
      range.selectNodeContents(name)
      const tops = [...range.getClientRects()].map(({ top }) => top)
      return { name: name.textContent, lines: new Set(tops).size }
    }),
  )
}

test('on a narrow screen no name breaks in the middle', async ({ page }) => {
  await renamePerson(page, '李四', '迪丽热巴·买买提')
  await page.goto(linkTo('SIGNING'))
  // Chromium may give no rectangles for a range in a closed `details`.
  const stages = page.getByTestId('flow-stages')
  await stages.locator('summary').click()
  await expect(stages.locator('.name').first()).toBeVisible()
  const names = await linesOfNames(page)
  expect(names.length).toBeGreaterThan(5)
  expect(names.some(({ name }) => name.startsWith('迪丽热巴·买买提'))).toBe(true)
  expect(names.filter(({ lines }) => lines !== 1)).toEqual([])
})
