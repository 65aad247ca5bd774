import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'

// The contracts of a DingTalk approval, opened from the approval itself.

const address = `/approvals/SANDBOX-INSTANCE-1?corpId=${sandboxCorpId}`

test.describe('an approval with contracts', () => {
  test('shows each contract, its status and its files', async ({ page }) => {
    // An earlier test may have completed this contract. The page shows the status that was read last.
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect(async () => {
      await page.goto(address)
      await expect(page.getByTestId('approval-contract').nth(1)).toContainText('签署中', {
        timeout: 2_000,
      })
    }).toPass()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('这个审批附有 2 份合同')
    await expect(page).toHaveTitle('审批附件合同')
    const contracts = page.getByTestId('approval-contract')
    await expect(contracts).toHaveText([
      /^软件开发技术服务合同2\/2 已签已完成软件开发技术服务合同\.pdf预览原文件/,
      /^办公设备采购合同1\/3 已签 · 等 李四签署中办公设备采购合同\.pdf预览原文件/,
    ])
    for (const name of ['原文件：办公设备采购合同.pdf', '预览：软件开发技术服务合同.pdf']) {
      await page.getByRole('button', { name }).click()
      const viewer = page.getByTestId('viewer')
      await expect(viewer).toContainText('第 1 页，共 3 页')
      await viewer.getByRole('button', { name: '关闭' }).click()
      await expect(viewer).toHaveCount(0)
    }
  })
})

test("leads to a contract's progress and back, and asks for new file addresses each time", async ({
  page,
  sandbox,
}) => {
  const asked = async () =>
    (await sandbox.calls()).filter(({ path }) => path.includes('dingInstances')).length
  await page.goto(address)
  await expect(page.getByTestId('approval-contract')).toHaveCount(2)
  const before = await asked()
  await page
    .getByRole('link', { name: /软件开发技术服务合同/ })
    .first()
    .click()
  await expect(page.getByTestId('flow-status')).toBeVisible()
  await page.goBack()
  await expect(page.getByTestId('approval-contract')).toHaveCount(2)
  expect(await asked()).toBe(before + 1)
  await page.getByRole('button', { name: '刷新' }).click()
  await expect.poll(asked).toBe(before + 2)
})
