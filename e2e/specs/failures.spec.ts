import { expect, test } from '#e2e/support/fixtures.ts'
import { flowReads, linkTo } from '#e2e/support/seeds.ts'

test('says so when e签宝 fails, and tries again', async ({ page, sandbox, guard }) => {
  guard.allow(/Failed to load resource.*\/api\/flows\//)
  const body = { code: 'systemError', message: '系统错误', requestid: 'R' }
  await sandbox.fault({ match: flowReads, status: 500, body })
  await page.goto(linkTo('SIGNING'))
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'upstream-unavailable')
  await expect(error.getByRole('heading')).toHaveText('暂时连不上钉钉或 e签宝')
  await expect(error).toContainText(/请求编号：\S+/)
  await sandbox.reset()
  await error.getByRole('button', { name: '重试' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})
