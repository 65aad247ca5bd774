import type { Page } from '@playwright/test'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'
import { stopPolling } from '#e2e/support/no-polling.ts'
import { maxWhileScrolled } from '#e2e/support/scrolling.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { readAgain } from '#e2e/support/read-again.ts'

// A log of 5,000 records. Its app is shared with no other test.
test.use({ ownApp: 'long log' })

async function openLong(page: Page): Promise<void> {
  await page.goto(linkTo('LONG'))
  await expect(page.locator('.timeline.is-long')).toBeVisible()
}

test('only records near the screen are in the DOM, from the first record to the last', async ({
  page,
}) => {
  await openLong(page)
  const items = page.getByTestId('timeline-item')
  await expect(items.first()).toContainText(/通知签署.*系统/)
  await test.step('while it is scrolled fast', async () => {
    const most = await maxWhileScrolled(page, 'timeline-item')
    expect(most).toBeGreaterThan(10)
    expect(most).toBeLessThan(60)
  })
  const last = items.last()
  // Row heights are estimates until rows are measured on the way, so the end moves.
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await expect(last).toContainText(/创建流程.*张三/, { timeout: 500 })
    await expect(last).toBeInViewport({ timeout: 500 })
  }).toPass()
  expect(await items.count()).toBeLessThan(60)
  await expect(last).toHaveAttribute('aria-posinset', /\d+/)
  expect(await last.getAttribute('aria-posinset')).toBe(await last.getAttribute('aria-setsize'))
})

const reading = /\/api\/flows\/PRO-SANDBOX-LONG(\?|$)/

test('shows the newest records first, and the older ones when they have been read', async ({
  page,
}) => {
  const release = await holdBack(page, reading)
  await page.goto(linkTo('LONG'))
  await expect(page.getByText('更早的记录正在加载…')).toBeVisible()
  const items = page.getByTestId('timeline-item')
  await expect(items.first()).toContainText(/通知签署.*系统/)
  expect(await items.count()).toBeGreaterThan(10)
  await expect(page.getByRole('button', { name: '筛选', exact: true })).toBeDisabled()
  await expect(page.getByRole('searchbox')).toBeDisabled()
  // A tap or the focus on a button that is replaced would be lost.
  const trail = page.getByRole('button', { name: '审计记录' })
  await trail.focus()
  release()
  await expect(page.locator('.timeline.is-long')).toBeVisible()
  // Old records are not new. A retrying assertion would pass once the highlight has faded.
  expect(await page.locator('.is-fresh').count()).toBe(0)
  await expect(trail).toBeFocused()
  await expect(page.getByText('更早的记录正在加载…')).toBeHidden()
  await expect(page.getByRole('searchbox')).toBeEnabled()
  await expect(items.first()).toHaveAttribute('aria-setsize', /^[5-9]\d{3}$/)
  await expect(page.getByTestId('flow-news')).toBeEmpty()
})

test('the button that filters stays in its place when the search comes', async ({ page }) => {
  const release = await holdBack(page, /\/assets\/part-[^/]*\.js$/)
  await page.goto(linkTo('LONG'))
  const filters = page.getByRole('button', { name: '筛选', exact: true })
  await expect(filters).toBeVisible()
  await expect(page.getByRole('searchbox')).toHaveCount(0)
  const place = () => filters.evaluate((button) => button.getBoundingClientRect().x)
  const before = await place()
  release()
  await expect(page.getByRole('searchbox')).toBeVisible()
  expect(await place()).toBe(before)
})

test('a refresh gets older records that could not be read before', async ({
  page,
  context,
  guard,
}) => {
  guard.allow(/Failed to load resource.*502/)
  await stopPolling(context)
  await page.route(reading, (route) => route.fulfill({ status: 502, body: '' }))
  await page.goto(linkTo('LONG'))
  await expect(page.getByText('更早的记录正在加载…')).toBeVisible()
  await readAgain(page)
  await expect(page.getByTestId('flow-notice')).toContainText('恢复后自动更新')
  await expect(page.getByTestId('timeline-item').first()).toContainText(/通知签署.*系统/)
  await page.unroute(reading)
  await readAgain(page)
  await expect(page.locator('.timeline.is-long')).toBeVisible()
})

test('the button back to the top stands above the page bar, and records are found by words and a kind', async ({
  page,
}) => {
  await openLong(page)
  const bar = page.getByTestId('action-bar')
  await bar.evaluate((element) => {
    element.style.minHeight = '150px'
    dispatchEvent(new Event('resize'))
  })
  await page.evaluate(() => window.scrollTo(0, 5000))
  await expect(bar.getByRole('button', { name: '返回首页' })).toBeInViewport()
  const button = page.getByRole('button', { name: '回到顶部' })
  await expect(button).toBeVisible()
  const lower = await button.evaluate((element) => element.getBoundingClientRect().bottom)
  expect(lower).toBeLessThan((await bar.boundingBox())?.y ?? 0)
  await button.click()
  await expect(page.getByTestId('flow-title')).toBeInViewport()

  const items = page.getByTestId('timeline-item')
  const found = page.getByRole('status').filter({ hasText: /^找到/ })
  await page.getByRole('searchbox').fill('附件 第 4971 次')
  await expect(found).toHaveText('找到 1 条')
  await expect(items).toHaveCount(1)
  await page.getByRole('searchbox').fill('创建了签署流程')
  await expect(items).toHaveText([/^创建流程 张三/])
  await page.getByRole('searchbox').fill('')
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await page.getByRole('radio', { name: '签署', exact: true }).check()
  await page.getByRole('button', { name: '关闭' }).click()
  await expect(items).toHaveText([/^签署 李四/])
})
