import type { Page } from '@playwright/test'
import type { FieldNumber, Measure } from '#shared/rules/codes/field-numbers.ts'
import { operatorHealthSchema } from '#shared/schemas/corp/operator.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilAlive } from '#e2e/support/until-alive.ts'

// How openings of the app went, as its operator sees it.

test.use({ person: 'wangwu', ownApp: 'field-data' })

/** Lets every page report, as one in four of a person's does. */
async function takePart(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false })
    const { random } = Math
    Math.random = () => random() / 4
  })
}

async function numberOf(page: Page, measure: Measure): Promise<FieldNumber> {
  const answer = await page.request.get('/api/operator/health')
  const { field } = operatorHealthSchema.parse(await answer.json())
  return field.find((each) => each.measure === measure) ?? { measure, count: 0, good: 0, sum: 0 }
}

function checkOf(page: Page, name: string) {
  return page.getByTestId('field').locator(`[data-check="${name}"]`)
}

test.describe('the desk', { tag: '@pc' }, () => {
  test.beforeEach(({ page }) => takePart(page))

  test('shows how pages were opened, beside the bounds', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await untilAlive(page)
    const before = await numberOf(page, 'lcp')
    // It reports when it is left, once the file for that has come.
    await expect(async () => {
      await page.goto(linkTo('SIGNING'))
      await untilAlive(page)
      await page.goto('about:blank')
      expect((await numberOf(page, 'lcp')).count).toBeGreaterThan(before.count)
    }).toPass()
    await page.goto('/operator')
    await page.getByTestId('health-summary').locator('summary').click()
    await expect(checkOf(page, 'api-success')).toContainText('要求 ≥ 98.99%')
    await expect(checkOf(page, 'errors').locator('.tone-good')).toHaveText('0%')
    await expect(checkOf(page, 'white').locator('.tone-good')).toHaveText('0%')
    await expect(checkOf(page, 'auth-code').locator('.tone-good')).toHaveText('100%')
    await expect(checkOf(page, 'page')).toContainText(/要求 ≤ 4 秒 · \d+ 次/)
    await expect(checkOf(page, 'page').locator('.tone-tag')).toHaveText(/\d 毫秒|\d 秒/)
    await expect(checkOf(page, 'cls').locator('.tone-tag')).toHaveText(/%$/)
    await expect(page.getByTestId('field')).toContainText(/首个回答 .+ · 看到状态 .+ · 可以点按 /)
  })

  test.describe('without the worker', () => {
    // The app's script is intercepted, which the worker would answer from its cache.
    test.use({ serviceWorkers: 'block' })

    test('counts a page that stays white', async ({ page, guard }) => {
      guard.allow(/./)
      await page.goto('/operator')
      await expect(page.getByTestId('health-summary')).toBeVisible()
      const before = await numberOf(page, 'drawn')
      await page.route(/\/assets\/app-[^/]*\.js$/, (route) => route.abort())
      await page.goto('/me')
      await expect
        .poll(async () => {
          const { count, good } = await numberOf(page, 'drawn')
          return count - good
        })
        .toBe(before.count - before.good + 1)
      await page.unroute(/\/assets\/app-[^/]*\.js$/)
      await page.goto('/operator')
      await page.getByTestId('health-summary').locator('summary').click()
      await expect(checkOf(page, 'white').locator('.tone-bad')).toHaveText(/^[1-9][\d.]*%$/)
    })
  })
})
