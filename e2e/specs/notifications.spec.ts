import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// What the administrators' desk says of messages that did not arrive.

test.use({ ownApp: 'notifications', settings: { QUIET_HOURS: '0-0' } })

test.describe('an admin', () => {
  test.use({ person: 'wangwu' })

  test('sees which permission is missing, grants it, and has the message sent again @android', async ({
    page,
    sandbox,
  }) => {
    await sandbox.setCorp(sandboxCorpId, { missingScopes: ['qyapi_base'] })
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    // There is no notification for a contract that was completed before the app knew about it.
    await expect
      .poll(async () => (await page.request.get('/api/flows?scope=all')).text())
      .toContain('PRO-SANDBOX-SIGNING')
    // Both signers sign: 李四, then 孙八.
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    await page.reload()
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
    // The message is sent in the background, which looks for messages every few seconds.
    await expect
      .poll(async () => (await page.request.get('/api/corp/outbox')).text(), { timeout: 30_000 })
      .toContain('permission-missing')
    await page.goto('/admin')
    const row = page.getByRole('link', { name: '通知与待办' })
    await expect(row).toContainText('条未送达')
    await row.click()
    const card = page.getByTestId('messages')
    await expect(card).toContainText('缺少接口权限')
    await expect(card).toContainText('qyapi_base')
    await sandbox.setCorp(sandboxCorpId, { missingScopes: [] })
    await page.getByRole('button', { name: '立即重试' }).click()
    await expect(card).not.toContainText('缺少接口权限', { timeout: 30_000 })
  })
})
