import type { Page } from '@playwright/test'
import { TouchPoint } from '#e2e/client/touch.ts'
import { watchApiCalls } from '#e2e/answers/api-calls.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { stopPolling } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilDrawn } from '#e2e/support/until-drawn.ts'

// Pulling the page down with a finger while it is at its top.

/** Shows how far to pull; its height is zero while nobody pulls. */
const pullHead = (page: Page) => page.locator('.adm-pull-to-refresh-head')

test.describe('pulling the page down', () => {
  test('reads the flow again when the finger is lifted', async ({ page, context, sandbox }) => {
    await stopPolling(context)
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('timeline-item')).toHaveCount(11)
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    await expect(pullHead(page).locator('..')).toContainText('合同')
    const touch = await TouchPoint.of(page)
    await touch.drag(150, 250)
    await expect(pullHead(page)).toHaveText('下拉刷新')
    await touch.lift()
    await expect(pullHead(page)).toHaveCSS('height', '0px')
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 李四 签署/)

    await touch.drag(150, 400)
    await expect(page.getByText('松开立即刷新')).toBeVisible()
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 李四 签署/)
    await touch.lift()
    await expect(page.getByTestId('flow-next-step')).toHaveText(/^等待 孙八 签署/)
    await expect(pullHead(page)).toHaveCSS('height', '0px')
  })
})

test('scrolling back up with a finger does not refresh', async ({ page }) => {
  await page.goto(linkTo('LONG'))
  // The whole log has been read, so nothing more is read for two minutes.
  await expect(page.locator('.timeline.is-long')).toBeVisible()
  // The page can be pulled once it has been moved into the pull container.
  await expect(pullHead(page).locator('..')).toContainText('合同')
  await page.evaluate(() => window.scrollTo(0, 1000))
  const touch = await TouchPoint.of(page)
  await touch.drag(150, 400)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeLessThan(1000)
  const calls = watchApiCalls(page)
  await touch.lift()
  await untilDrawn(page)
  await expect(pullHead(page)).toHaveCSS('height', '0px')
  expect(calls.filter((call) => call.startsWith('GET /api/flows'))).toEqual([])
})

test.describe('the home page', () => {
  // No contract ever waits for this person.
  test.use({ person: 'qianqi' })

  test('reads its lists again when it is pulled down', async ({ page, context }) => {
    await stopPolling(context)
    await page.goto('/?scope=waiting')
    await expect(page.getByText('没有等您处理的合同')).toBeVisible()
    // The page can be pulled once it has been moved into the pull container.
    await expect(pullHead(page).locator('..')).toContainText('没有等您处理的合同')
    const touch = await TouchPoint.of(page)
    await touch.drag(300, 550)
    await expect(page.getByText('松开立即刷新')).toBeVisible()
    const read = page.waitForResponse(/\/api\/flows\?scope=waiting/)
    await touch.lift()
    expect((await read).status()).toBe(200)
    await expect(pullHead(page)).toHaveCSS('height', '0px')
  })
})
