import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// In sandbox mode, people choose in an ordinary browser who they are.

test.describe('the choice of person', { tag: '@browser' }, () => {
  test('signs in as 张三', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading')).toHaveText('沙箱模式')
    await page.getByRole('button', { name: '以员工身份继续（张三）' }).click()
    await expect(page.getByText('沙箱 · 张三')).toBeVisible()
    await page.getByTestId('sample-flows').getByRole('link').first().click()
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  })

  test('is kept for later visits', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('button', { name: '以管理员身份继续（王五）' }).click()
    await expect(page.getByText('沙箱 · 王五')).toBeVisible()
    await page.goto(linkTo('COMPLETED'))
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
  })

  test('can be changed', async ({ page, guard }) => {
    // The request for live events reaches the proxy only after the session has ended.
    const ended = page.waitForResponse((answer) => answer.request().method() === 'DELETE')
    await page.route('/api/events', async (route) => {
      await ended
      await route.continue()
    })
    const asking = page.waitForRequest('/api/events')
    await page.goto('/')
    await page.getByRole('button', { name: '以员工身份继续（张三）' }).click()
    await asking
    await page.getByRole('button', { name: '切换身份' }).click()
    await page.getByRole('button', { name: '以审批人身份继续（李四）' }).click()
    await expect(page.getByText('沙箱 · 李四')).toBeVisible()
    expect(await guard.take()).toEqual([])
  })
})
