import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// In sandbox mode, people choose in an ordinary browser who they are.

test('the choice of person is kept for later visits, and can be changed @browser', async ({
  page,
  guard,
}) => {
  await page.goto('/')
  await page.getByRole('button', { name: '以管理员身份继续（王五）' }).click()
  await expect(page.getByText('沙箱 · 王五')).toBeVisible()
  await page.goto(linkTo('COMPLETED'))
  await expect(page.getByTestId('flow-status')).toHaveText('已完成')

  // The request for live events reaches the proxy only after the session has ended.
  const ended = page.waitForResponse((answer) => answer.request().method() === 'DELETE')
  await page.route('/api/events', async (route) => {
    await ended
    await route.continue()
  })
  const asking = page.waitForRequest('/api/events')
  await page.goto('/')
  await asking
  await page.getByRole('button', { name: '切换身份' }).click()
  await page.getByRole('button', { name: '以审批人身份继续（李四）' }).click()
  await expect(page.getByText('沙箱 · 李四')).toBeVisible()
  expect(await guard.take()).toEqual([])
})
