import { sandboxCorpId } from '#sandbox/credentials.ts'
import { announced } from '#e2e/support/announced.ts'
import { expectAccessible } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// Choosing notifications, automatic reminders, and what the admin's desk says of messages.

test.use({ ownApp: 'notifications', settings: { QUIET_HOURS: '0-0' } })

const choices = '/api/flows/PRO-SANDBOX-SIGNING/follow'

test('I choose which notifications I get @android', async ({ page }) => {
  await page.goto('/me')
  const card = page.getByTestId('news-preferences')
  const completed = card.getByRole('switch', { name: '签署完成' })
  await expect(completed).toBeChecked()
  await completed.click()
  await expect(completed).not.toBeChecked()
  await expect
    .poll(async () => (await page.request.get('/api/me/preferences')).json())
    .toEqual({ refused: true, completed: false, deadline: true, stuck: true })
  await page.reload()
  await expect(completed).not.toBeChecked()
  await expect(card.getByRole('switch', { name: '有人拒签' })).toBeChecked()
  await expectAccessible(page)
  // A test after this one needs the notifications on.
  await completed.click()
  await expect
    .poll(async () => (await page.request.get('/api/me/preferences')).json())
    .toMatchObject({ completed: true })
})

test('I turn on automatic reminders, and mute a contract @android', async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  await page.getByTestId('flow-choices').getByRole('button').click()
  const sheet = page.getByRole('dialog', { name: '通知与提醒' })
  const isSaved = announced(page, '已保存')
  await sheet.getByRole('radio', { name: '每天' }).check()
  await isSaved
  const hears = sheet.getByRole('switch', { name: '接收这份合同的通知' })
  await hears.click()
  await expect
    .poll(async () => (await page.request.get(choices)).json())
    .toMatchObject({ state: 'mute', every: 'day' })
  // A test after this one needs the notifications on.
  await hears.click()
  await expect
    .poll(async () => (await page.request.get(choices)).json())
    .toMatchObject({ state: 'default', every: 'day' })
  await expectAccessible(page)
})

test.describe('a signer', () => {
  test.use({ person: 'lisi' })

  test('follows a contract, but cannot set its reminders @android', async ({ page }) => {
    await page.goto(linkTo('SIGNING'))
    await page.getByTestId('flow-choices').getByRole('button').click()
    const sheet = page.getByRole('dialog', { name: '通知与提醒' })
    const hears = sheet.getByRole('switch', { name: '接收这份合同的通知' })
    await expect(hears).not.toBeChecked()
    await hears.click()
    await expect
      .poll(async () => (await page.request.get(choices)).json())
      .toMatchObject({ state: 'follow', every: null })
    await expect(sheet.getByRole('radio', { name: '每天' })).toHaveCount(0)
  })
})

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
    await expectAccessible(page)
    await sandbox.setCorp(sandboxCorpId, { missingScopes: [] })
    await page.getByRole('button', { name: '立即重试' }).click()
    await expect(card).not.toContainText('缺少接口权限', { timeout: 30_000 })
  })
})
