import type { Page } from '@playwright/test'
import { sandboxCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import { expectAccessible, expectLargeTextFits } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'

// What people of an organisation see whose subscription has ended.

test.use({
  ownApp: 'subscription',
  settings: {
    DINGTALK_APP_KIND: 'third-party',
    DINGTALK_URGE_TEMPLATE_ID: thirdPartyApp.templates.approved,
    RENEWAL_URL: 'https://example.com/renew',
  },
})

async function openEnded(page: Page) {
  await page.goto(`/?corpId=${sandboxCorpId}`)
  await expect(page.getByRole('navigation')).toBeVisible()
  // Waits until the app has handled the event with the end of the subscription.
  await expect
    .poll(() => page.evaluate(async () => (await fetch('/api/readiness')).status))
    .toBe(403)
  await page.goto(`/approvals/SANDBOX-INSTANCE-1?corpId=${sandboxCorpId}`)
  await expect(page.getByTestId('app-error')).toHaveAttribute('data-code', 'subscription-ended')
}

test.beforeEach(async ({ sandbox, guard }) => {
  guard.allow(/Failed to load resource.*403/)
  await sandbox.moveCorp(sandboxCorpId, { what: 'buy', until: Date.now() - 60_000 })
})

test.describe('a member', () => {
  test('is told whom to ask', async ({ page }) => {
    await openEnded(page)
    await expect(page.getByTestId('whom-to-ask')).toHaveText('请联系管理员续费：王五、赵六。')
    await expectAccessible(page)
    await expectLargeTextFits(page)
    await page.goto('/start')
    await expect(page.getByRole('button', { name: '订阅已到期' })).toBeDisabled()
    await expect(page.getByTestId('blocker')).toContainText('请联系管理员续费：王五、赵六。')
    await expectAccessible(page)
    await expectLargeTextFits(page)
    await page.getByRole('button', { name: '通知管理员' }).click()
    await expect(page.getByTestId('blocker')).toContainText(/已通知 .*王五/)
    await page.goto('/')
    await expect(page.getByTestId('subscription-ended')).toContainText('王五、赵六')
    await expectLargeTextFits(page)
  })
})

test.describe('an administrator', () => {
  test.use({ person: 'wangwu' })

  test('is led to the page that renews it', async ({ page }) => {
    await openEnded(page)
    await expect(page.getByRole('link', { name: '去续费' })).toHaveAttribute(
      'href',
      'https://example.com/renew',
    )
    await expectAccessible(page)
    await page.goto('/start')
    await expect(page.getByRole('button', { name: '订阅已到期' })).toBeDisabled()
    await expect(page.getByTestId('blocker').getByRole('link', { name: '去续费' })).toBeVisible()
    await expectLargeTextFits(page)
    await page.goto('/admin')
    await expect(page.getByTestId('needs').getByRole('link', { name: '去续费' })).toBeVisible()
    await expectAccessible(page)
    await expectLargeTextFits(page)
  })
})
