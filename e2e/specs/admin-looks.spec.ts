import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expectAccessible, expectLargeTextFits } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'

// Accessibility and large text on the administrators' and operators' desks and on the own page.

test.use({ person: 'wangwu', settings: { OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` } })

const smallPhone = { width: 320, height: 640 }

test('the desk is accessible, and fits a small phone with text of twice its size', async ({
  page,
  viewport,
}) => {
  test.slow()
  await page.goto('/admin')
  for (const part of ['statistics', 'margin', 'audit'])
    // oxlint-disable-next-line no-await-in-loop
    await expect(page.getByTestId(part)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize(smallPhone)
  await expectLargeTextFits(page)
  await page.setViewportSize(viewport ?? smallPhone)
  await test.step('with an order', async () => {
    await page.getByTestId('orders').getByRole('button', { name: '新订单' }).click()
    const sheet = page.getByRole('dialog', { name: '新订单' })
    await sheet.getByRole('button', { name: '下单' }).click()
    await expect(sheet.locator('[aria-invalid="true"]').first()).toBeVisible()
    await expectAccessible(page)
  })
})

test('the desk of an organisation that misses everything, and the own page, are accessible', async ({
  page,
  sandbox,
}) => {
  test.slow()
  await page.goto('/me')
  await expect(page.getByTestId('my-real-name')).toHaveAttribute('data-status', 'verified')
  await expectAccessible(page)
  const usual = page.viewportSize() ?? smallPhone
  await page.setViewportSize(smallPhone)
  await expectLargeTextFits(page)
  await page.setViewportSize(usual)
  await sandbox.setCorp(sandboxCorpId, { realNameVerified: false, esignAuthorised: false })
  await page.goto('/admin')
  await expect(page.getByTestId('corp-state')).toBeVisible()
  await expectAccessible(page)
  await sandbox.reset()
})
