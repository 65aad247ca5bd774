import { expect, test } from '#e2e/support/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// The log of a flow, and the app's own reminders in it.

test('it can be filtered by kind', async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  const items = page.getByTestId('timeline-item')
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: '筛选' })
  await sheet.getByRole('radio', { name: '查看流程', exact: true }).check()
  await sheet.getByRole('button', { name: '完成' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(items).toHaveText([/^查看流程 李四/, /^查看流程 张三/])
})

test('when the code of a long log does not load, the rest of the page stays', async ({
  page,
  guard,
}) => {
  guard.allow(/Failed to load resource/)
  await page.route(/long-timeline-[^/]*\.js/, (route) => route.abort())
  await page.goto(linkTo('LONG'))
  await expect(page.getByTestId('flow-next-step')).toBeVisible()
  const notice = page.getByRole('alert').filter({ hasText: '页面没有加载完整' })
  await expect(notice).toBeVisible()
  await page.unroute(/long-timeline-[^/]*\.js/)
  await notice.getByRole('button', { name: '重新加载' }).click()
  await expect(page.getByTestId('timeline-item').first()).toBeVisible()
  await expect(notice).toHaveCount(0)
})
