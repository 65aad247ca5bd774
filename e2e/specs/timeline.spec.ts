import type { Page } from '@playwright/test'
import { setRecord } from '../support/flow-answers.ts'
import { expect, test } from '../support/fixtures.ts'
import { linkTo } from '../support/seeds.ts'

// What happened, and how this app reminded people of it.

/** Chooses a kind or a person in the sheet. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: '筛选' })
  await sheet.getByRole('radio', { name, exact: true }).check()
  await sheet.getByRole('button', { name: '完成' }).click()
  await expect(sheet).toHaveCount(0)
}

const hour = 3_600_000
const day = 24 * hour

test('our own reminders stand among the records, told apart from them', async ({ page }) => {
  const urges = [{ name: '张三', recipients: ['李四', null], at: Date.now() - 30 * hour }]
  await setRecord(page, { urges })
  await page.goto(linkTo('SIGNING'))
  const lines = page.getByTestId('flow-timeline').locator('.timeline-item')
  await expect(lines.nth(1)).toHaveText(
    /^本应用催办 张三 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d · 1 天前已提醒 李四、未提供姓名的人$/,
  )
  await expect(lines.nth(1)).toHaveAttribute('data-testid', 'timeline-urge')
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
  await choose(page, '本应用催办')
  await expect(lines).toHaveCount(1)
  await expect(page.getByRole('status').filter({ hasText: '找到 1 条' })).toBeVisible()
})

test('what is new since one last looked is marked and counted', async ({ page }) => {
  await setRecord(page, { lastOpenedAt: Date.now() - 2 * day - 3.5 * hour })
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('timeline-news')).toHaveText(
    /^上次查看（\d+月\d+日 \d\d:\d\d）后新增 3 条$/,
  )
  const news = page
    .getByTestId('timeline-item')
    .filter({ has: page.getByText('新', { exact: true }) })
  await expect(news).toHaveText([/^查看流程 李四新/, /^通知签署 系统新/, /^签署 张三新/])
})

test('nothing is new on a first visit, or when nothing happened since', async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
  await expect(page.getByTestId('timeline-news')).toHaveCount(0)
  await setRecord(page, { lastOpenedAt: Date.now() })
  await page.reload()
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
  await expect(page.getByTestId('timeline-news')).toHaveCount(0)
})

test('it can be narrowed to a kind and a person', async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  const items = page.getByTestId('timeline-item')
  await choose(page, '查看流程')
  await expect(items).toHaveText([/^查看流程 李四/, /^查看流程 张三/])
  await choose(page, '张三')
  await expect(items).toHaveText([/^查看流程 张三/])
  await choose(page, '签署')
  await choose(page, '李四')
  await expect(page.getByText('没有符合条件的记录。')).toBeVisible()
  await page.getByRole('button', { name: '取消筛选：签署' }).click()
  await page.getByRole('button', { name: '取消筛选：李四' }).click()
  await expect(items).toHaveCount(11)
})

test('a short log has no field for words: the client finds them itself', async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('timeline-item')).toHaveCount(11)
  await expect(page.getByRole('searchbox')).toHaveCount(0)
})

test('where the code of a long one does not come, the rest of the page stays', async ({
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
