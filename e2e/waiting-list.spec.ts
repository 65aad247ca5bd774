import { expect, test } from './fixtures.ts'

// What waits for somebody goes when it is done. The app remembers that, so this has one of its own.
test.use({ settings: { ESIGN_GENERATION: '2.0' }, person: 'lisi' })

test('a contract leaves the list of who has signed it, before their eyes', async ({
  page,
  sandbox,
}) => {
  await page.goto('/')
  const waiting = page.getByRole('tab', { name: '待我处理' })
  await expect(page.getByTestId('flow-row')).toHaveText([/^办公设备采购合同.*轮到您签署/])
  await expect(waiting).toHaveText('待我处理 1')
  await sandbox.advance('PRO-SANDBOX-SIGNING')
  await expect(page.getByText('没有等您处理的合同')).toBeVisible()
  await expect(waiting).toHaveText('待我处理')
  await page.getByRole('tab', { name: '全部' }).click()
  const row = page.getByTestId('flow-row').filter({ hasText: '办公设备采购合同' })
  await expect(row).toContainText('等 孙八 签署')
})
