import { expect, test } from './fixtures.ts'

const link = '/flows/PRO-SANDBOX-SIGNING?corpId=dingsandbox5f1c2e7a9b3d4860'

test.describe('a link to a flow', { tag: '@every-client' }, () => {
  test('shows its status, initiator and timeline', async ({ page }) => {
    await page.goto(link)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect(page.getByTestId('flow-initiator')).toContainText('张三')
    await expect(page.getByTestId('flow-initiator-organization')).toContainText(
      '杭州星河科技有限公司',
    )
    await expect(page.getByTestId('timeline-item').first()).toBeVisible()
  })
})
