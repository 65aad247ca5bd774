import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// Its own app, whose time no other test shares.
test.use({ ownApp: 'fast forward' })

const weekMs = 7 * 24 * 60 * 60_000

test(
  'a week passes at a press: the person stays signed in, and a deadline is over',
  { tag: '@browser' },
  async ({ page }) => {
    await page.goto('/')
    await page.getByRole('button', { name: /张三/ }).click()
    await expect(page.getByText('沙箱 · 张三')).toBeVisible()
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')

    await page.goto('/')
    const before = Date.now()
    const reloaded = page.waitForEvent('load')
    await page.getByRole('button', { name: '快进一周' }).click()
    await reloaded
    await expect(page.getByText('沙箱 · 张三')).toBeVisible()
    const ahead = (await page.evaluate(() => Date.now())) - before
    expect(ahead).toBeGreaterThanOrEqual(weekMs)
    expect(ahead).toBeLessThan(weekMs + 60_000)

    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('已过期')
  },
)
