import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '../support/fixtures.ts'

// What operators see beyond administrators: they set the app up and order packages.

test.use({ person: 'wangwu', settings: { OPERATOR_USER_IDS: 'wangwu,lisi' } })

test('initialises the developer account with our notice address', async ({ page, guard }) => {
  guard.allow(/409.*\/api\/corp\/initialise/)
  await page.goto('/admin')
  const developer = page.getByTestId('developer')
  await expect(developer).toContainText('/callbacks/esign/')
  await developer.getByRole('button', { name: '初始化' }).click()
  const question = page.getByRole('dialog', { name: '通知地址正确吗？' })
  await expect(question).toContainText('/callbacks/esign/')
  await question.getByRole('button', { name: '确认地址正确，初始化' }).click()
  // In sandbox mode the app has told e签宝 so when it started, and e签宝 takes it once only.
  await expect(developer.getByRole('alert')).toContainText('无需再次初始化')
})

test('orders a package once, with what was typed kept when it is wrong', async ({
  page,
  sandbox,
}) => {
  await page.goto('/admin')
  const orders = page.getByTestId('orders')
  await orders.getByRole('button', { name: '新订单' }).click()
  const sheet = page.getByRole('dialog', { name: '新订单' })
  const question = page.getByRole('dialog', { name: '确认下单？' })
  await sheet.getByLabel('订单号').fill('ORDER-1')
  await sheet.getByLabel('商品编码').fill('ITEM-100')
  await sheet.getByLabel('商品名称').fill('合同套餐')
  await sheet.getByLabel('实付金额（元）').fill('99.50')
  await sheet.getByLabel('份数', { exact: true }).fill('100')
  await sheet.getByLabel('再输入一次份数').fill('10')
  await sheet.getByRole('button', { name: '下单' }).click()
  await expect(sheet).toContainText('两次输入的份数不一致')
  await expect(sheet.getByLabel('商品名称')).toHaveValue('合同套餐')
  await sheet.getByLabel('再输入一次份数').fill('100')
  await sheet.getByRole('button', { name: '下单' }).click()
  await expect(question).toContainText('100 份 · 合同套餐')
  await expect(question).toContainText('实付 99.50 元')
  await question.getByRole('button', { name: '确认下单' }).click()
  await expect(sheet).toHaveCount(0)
  const order = orders.getByTestId('order').first()
  await expect(order.locator('[data-state]')).toHaveAttribute('data-state', 'placed')
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
  // Two taps are one order.
  await question.getByRole('button', { name: '确认下单' }).dblclick()
  await expect(page.getByRole('status').filter({ hasText: '已下单 ORDER-2' })).toHaveCount(1)
  const calls = (await sandbox.calls()).filter(({ path }) => path.includes('orders'))
  expect(calls).toHaveLength(before + 1)
  await page.reload()
  const order = orders.getByTestId('order').filter({ hasText: 'ORDER-2' })
  await expect(order.locator('[data-state]')).toHaveAttribute('data-state', 'placed')
  await expect(page.getByTestId('margin')).toContainText('剩 35 份')
})

test.describe('an operator who is no administrator', () => {
  test.use({ person: 'lisi' })

  test('finds the desk on the tab bar, beside what waits', async ({ page }) => {
    await page.goto('/me')
    const bar = page.getByRole('navigation')
    // Home, which reads what waits, was not opened before.
    await expect(bar.getByRole('link', { name: /^合同.*2/ })).toBeVisible()
    await bar.getByRole('link', { name: '管理台' }).click()
    await expect(page.getByTestId('developer')).toBeVisible()
  })
})
