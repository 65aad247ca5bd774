import { sandboxCorpId } from '#sandbox/credentials.ts'
import { announced } from '#e2e/support/announced.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'

// Operators can do more than administrators: they set up the app and order packages.

test.use({ person: 'wangwu', settings: { OPERATOR_USER_IDS: 'wangwu,lisi' } })

test('orders a package of the other kind, and finds it in the history', async ({
  page,
  sandbox,
}) => {
  await sandbox.setCorp(sandboxCorpId, { margin: 5 })
  await page.goto('/admin?view=packages')
  const orders = page.getByTestId('orders')
  await orders.getByRole('button', { name: '新订单' }).click()
  const sheet = page.getByRole('dialog', { name: '新订单' })
  const question = page.getByRole('dialog', { name: '确认下单？' })
  await sheet.getByRole('radio', { name: '底价结算模式' }).check()
  await sheet.getByLabel('订单号').fill('ORDER-2')
  await sheet.getByLabel('份数', { exact: true }).fill('30')
  await sheet.getByLabel('再输入一次份数').fill('30')
  await sheet.getByLabel('生效日期').fill('2027-01-01')
  await sheet.getByLabel('失效日期').fill('2026-12-31')
  await sheet.getByRole('button', { name: '下单' }).click()
  await expect(sheet).toContainText('失效日期要晚于生效日期。')
  await sheet.getByLabel('失效日期').fill('2027-12-31')
  const before = (await sandbox.calls()).filter(({ path }) => path.includes('orders')).length
  await sheet.getByRole('button', { name: '下单' }).click()
  const isPlaced = announced(page, '已下单 ORDER-2')
  // A double tap must give one order.
  await question.getByRole('button', { name: '确认下单' }).dblclick()
  await isPlaced
  const calls = (await sandbox.calls()).filter(({ path }) => path.includes('orders'))
  expect(calls).toHaveLength(before + 1)
  await page.reload()
  const order = orders.getByTestId('order').filter({ hasText: 'ORDER-2' })
  await expect(order.locator('[data-state]')).toHaveAttribute('data-state', 'placed')
  await expect(page.getByTestId('margin')).toContainText('剩 35 份')
})
