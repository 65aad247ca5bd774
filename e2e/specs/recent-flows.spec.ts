import type { Page } from '@playwright/test'
import { authCodeCall, type Answer } from '#e2e/client/dingtalk-client.ts'
import { endSession } from '#e2e/support/end-session.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { untilRemembered } from '#e2e/support/recent-flows.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// The home page lists the flows that this person has opened on this device.

async function visit(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) {
    await page.goto(linkTo(name))
    await untilRemembered(page, `PRO-SANDBOX-${name}`)
  }
  // Recent flows are shown below short lists only.
  await page.goto('/?scope=waiting')
}

test('flows are listed with their last known state, the latest first, until the list is cleared', async ({
  page,
}) => {
  await visit(page, 'SIGNING', 'COMPLETED', 'UNKNOWN', 'SIGNING')
  const rows = page.getByTestId('recent-flows').getByRole('listitem')
  await expect(rows).toHaveText([
    /^办公设备采购合同(今天|昨天) \d\d:\d\d 打开签署中$/,
    /^数据处理补充协议(今天|昨天) \d\d:\d\d 打开其他状态$/,
    /^软件开发技术服务合同(今天|昨天) \d\d:\d\d 打开已完成$/,
  ])
  await test.step('a row opens its flow', async () => {
    await rows.getByRole('link', { name: /^软件开发技术服务合同/ }).click()
    await expect(page.getByTestId('flow-title')).toHaveText('软件开发技术服务合同')
    await page.goBack()
  })
  await test.step('the list can be cleared, and stays empty', async () => {
    await page.getByRole('button', { name: '清空' }).click()
    await expect(page.getByTestId('recent-flows')).toHaveCount(0)
    await expect(page.getByTestId('sample-flows')).toBeVisible()
    await page.reload()
    await expect(page.getByTestId('sample-flows')).toBeVisible()
    await expect(page.getByRole('button', { name: '清空' })).toHaveCount(0)
  })
})

test('a flow opened among the sandbox’s contracts is listed on coming back', async ({ page }) => {
  await page.goto('/?scope=waiting')
  await expect(page.getByTestId('sample-flows')).toBeVisible()
  const samples = page.getByTestId('sample-flows').getByRole('link')
  await expect(samples.first()).toContainText('办公设备采购合同')
  await expect(samples.filter({ hasText: 'PRO-SANDBOX-LONG' })).toHaveText(/五年期设备维护合同/)
  await samples.filter({ hasText: 'PRO-SANDBOX-REFUSED' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('已拒签')
  await untilRemembered(page, 'PRO-SANDBOX-REFUSED')
  await page.goBack()
  await expect(page.getByTestId('recent-flows').getByRole('listitem')).toHaveText([/已拒签/])
})

test('another person on the same device does not see the flows', async ({
  page,
  client,
  sandbox,
}) => {
  await visit(page, 'SIGNING')
  await expect(page.getByText('沙箱 · 张三')).toBeVisible()
  client.answer(authCodeCall, async (): Promise<Answer> => {
    return { ok: { code: await sandbox.authCode('lisi') } }
  })
  await endSession(page)
  await page.goto('/?scope=waiting')
  await expect(page.getByText('沙箱 · 李四')).toBeVisible()
  await expect(page.getByTestId('sample-flows')).toBeVisible()
  await expect(page.getByTestId('recent-flows')).toHaveCount(0)
})
