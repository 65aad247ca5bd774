import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { closeSheet, openSheet, testLooks } from '#e2e/support/looks.ts'

// Accessibility and large text on the administrators' and operators' desks and on the own page.

test.use({ person: 'wangwu', settings: { OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu` } })

testLooks([
  {
    of: 'the desk',
    see: async (page, lookAt) => {
      await page.goto('/admin')
      for (const part of ['statistics', 'margin', 'audit'])
        // oxlint-disable-next-line no-await-in-loop
        await expect(page.getByTestId(part)).toBeVisible()
      await lookAt('the desk')
      await openSheet(page, /^(新订单|New order)$/)
      const sheet = page.getByRole('dialog')
      await sheet.getByRole('button', { name: /^(下单|Place the order)$/ }).click()
      await expect(sheet.locator('[aria-invalid="true"]').first()).toBeVisible()
      await lookAt('an order')
      await closeSheet(page)
      await openSheet(page, /^(取消授权…|Withdraw authorization…)$/)
      await lookAt('withdrawing the authorisation')
    },
  },
  {
    of: 'the own page',
    see: async (page, lookAt) => {
      await page.goto('/me')
      await expect(page.getByTestId('my-real-name')).toHaveAttribute('data-status', 'verified')
      await lookAt('the page')
      await openSheet(page, /^(退出登录|Sign out)$/)
      await lookAt('signing out')
    },
  },
  {
    of: 'the desk of an organisation that misses everything',
    see: async (page, lookAt, sandbox) => {
      await sandbox.setCorp(sandboxCorpId, { realNameVerified: false, esignAuthorised: false })
      await page.goto('/admin')
      await expect(page.getByTestId('corp-state')).toBeVisible()
      await lookAt('the desk')
      await sandbox.reset()
    },
  },
])
