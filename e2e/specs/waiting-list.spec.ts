import { expect, test } from '#e2e/fixtures/fixtures.ts'

// The list of what waits for a person. This test has its own app, which remembers the list.
test.use({ ownApp: 'waiting list', person: 'lisi' })

test('a contract leaves the open list of a person who has signed it', async ({ page, sandbox }) => {
  await page.goto('/')
  const waiting = page.getByRole('tab', { name: '待我处理' })
  const rowOf = (title: string) => page.getByTestId('flow-row').filter({ hasText: title })
  await expect(rowOf('办公设备采购合同')).toContainText('轮到您签署')
  // e签宝 identifies seal approvers only by name.
  const seal = rowOf('战略合作框架协议')
  await expect(seal).toContainText('可能轮到您审批用印')
  await expect(waiting).toHaveText('待我处理 1')
  await sandbox.advance('PRO-SANDBOX-SIGNING')
  // Lists are reread at most every five seconds.
  await expect(rowOf('办公设备采购合同')).toHaveCount(0, { timeout: 30_000 })
  await expect(waiting).toHaveText('待我处理')
  await sandbox.advance('PRO-SANDBOX-SEAL-APPROVAL')
  // e签宝 sends no notice of an approval; opening the contract updates the list.
  await seal.getByRole('link').click()
  await expect(page.getByTestId('flow-next-step')).toContainText('等待 王五 审批用印')
  await page.goBack()
  await expect(page.getByText('没有等您处理的合同')).toBeVisible()
  await expect(waiting).toHaveText('待我处理')
  await page.getByRole('tab', { name: '全部' }).click()
  await expect(rowOf('办公设备采购合同')).toContainText('等 孙八 签署')
})
