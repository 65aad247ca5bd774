import type { Page } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expectAccessible, expectLargeTextFits } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/support/fixtures.ts'

// Accessibility and large text on the administrators' and operators' desks and on the own page.

test.use({ person: 'wangwu', settings: { OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` } })

const pages = [
  {
    name: 'desk',
    open: async (page: Page) => {
      await page.goto('/admin')
      for (const part of ['statistics', 'margin', 'audit'])
        await expect(page.getByTestId(part)).toBeVisible()
    },
  },
  {
    name: 'desk with an order',
    open: async (page: Page) => {
      await page.goto('/admin')
      const orders = page.getByTestId('orders')
      await orders.getByRole('button', { name: '新订单' }).click()
      const sheet = page.getByRole('dialog', { name: '新订单' })
      await sheet.getByRole('button', { name: '下单' }).click()
      await expect(sheet.locator('[aria-invalid="true"]').first()).toBeVisible()
    },
  },
  {
    name: 'own',
    open: async (page: Page) => {
      await page.goto('/me')
      await expect(page.getByTestId('my-real-name')).toHaveAttribute('data-status', 'verified')
    },
  },
]

for (const { name, open } of pages)
  test(`the ${name} page is accessible`, async ({ page }) => {
    await open(page)
    await expectAccessible(page)
  })

test('the desk of an organisation that misses everything is accessible', async ({
  page,
  sandbox,
}) => {
  await sandbox.setCorp(sandboxCorpId, { realNameVerified: false, esignAuthorised: false })
  await page.goto('/admin')
  await expect(page.getByTestId('corp-state')).toBeVisible()
  await expectAccessible(page)
  await sandbox.reset()
})

test.describe('text of twice its size on a small phone', () => {
  test.use({ viewport: { width: 320, height: 640 } })

  for (const { name, open } of pages.filter((each) => !each.name.includes('order')))
    test(`fits on the ${name} page`, async ({ page }) => {
      await open(page)
      await expectLargeTextFits(page)
    })
})
