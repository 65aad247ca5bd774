import { sandboxCorpId } from '../sandbox/credentials.ts'
import { expect, test } from './fixtures.ts'

// What operators see beyond administrators: they set the app up and order packages.

test.use({ person: 'wangwu', settings: { OPERATOR_USER_IDS: 'wangwu' } })

test('initialises the developer account with our notice address', async ({ page, guard }) => {
  guard.allow(/409.*\/api\/corp\/initialise/)
  await page.goto('/admin')
  const developer = page.getByTestId('developer')
  await expect(developer).toContainText('/callbacks/esign/')
  await developer.getByRole('button', { name: '初始化' }).click()
  await developer.getByRole('button', { name: '确认地址正确，初始化' }).click()
  // In sandbox mode the app has told e签宝 so when it started, and e签宝 takes it once only.
  await expect(developer.getByRole('alert')).toContainText('无需再次初始化')
})

test('orders a package once, with what was typed kept when it is wrong', async ({
  page,
  sandbox,
}) => {
  await page.goto('/admin')
  const orders = page.getByTestId('orders')
  await orders.getByText('新订单').click()
  await orders.getByLabel('订单号').fill('ORDER-1')
  await orders.getByLabel('商品编码').fill('ITEM-100')
  await orders.getByLabel('商品名称').fill('合同套餐')
  await orders.getByLabel('实付金额（元）').fill('99.50')
  await orders.getByLabel('份数', { exact: true }).fill('100')
  await orders.getByLabel('再输入一次份数').fill('10')
  await orders.getByRole('button', { name: '下单' }).click()
  await expect(orders).toContainText('两次输入的份数不一致')
  await expect(orders.getByLabel('商品名称')).toHaveValue('合同套餐')
  await orders.getByLabel('再输入一次份数').fill('100')
  await orders.getByRole('button', { name: '下单' }).click()
  const order = orders.getByTestId('order').first()
  await expect(order).toHaveAttribute('data-state', 'placed')
  await expect(order).toContainText('合同套餐')
  const calls = await sandbox.calls()
  expect(calls.filter(({ path }) => path.includes('orders'))).toHaveLength(1)
})

test('orders a package of the other kind, and finds it in the history', async ({
  page,
  sandbox,
}) => {
  await sandbox.setCorp(sandboxCorpId, { margin: 5 })
  await page.goto('/admin')
  const orders = page.getByTestId('orders')
  await orders.getByText('新订单').click()
  await orders.getByRole('radio', { name: '底价结算模式' }).check()
  await orders.getByLabel('订单号').fill('ORDER-2')
  await orders.getByLabel('份数', { exact: true }).fill('30')
  await orders.getByLabel('再输入一次份数').fill('30')
  await orders.getByLabel('生效日期').fill('2027-01-01')
  await orders.getByLabel('失效日期').fill('2026-12-31')
  await orders.getByRole('button', { name: '下单' }).click()
  await expect(orders).toContainText('失效日期要晚于生效日期。')
  await orders.getByLabel('失效日期').fill('2027-12-31')
  const before = (await sandbox.calls()).filter(({ path }) => path.includes('orders')).length
  // Two taps are one order.
  await orders.getByRole('button', { name: '下单' }).dblclick()
  await expect(orders.getByRole('status')).toContainText('已下单 ORDER-2')
  const calls = (await sandbox.calls()).filter(({ path }) => path.includes('orders'))
  expect(calls).toHaveLength(before + 1)
  await page.reload()
  const order = orders.getByTestId('order').filter({ hasText: 'ORDER-2' })
  await expect(order).toHaveAttribute('data-state', 'placed')
  await expect(page.getByTestId('margin')).toContainText('剩 35 份')
})
