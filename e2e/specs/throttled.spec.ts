import { expect, test } from '#e2e/support/fixtures.ts'

// This test has its own app, because the proxy remembers DingTalk's rate limits.
test.use({ ownApp: 'throttled' })

test("an organisation's used-up quota is explained", async ({ page, sandbox, guard }) => {
  guard.allow(/Failed to load resource.*\/api\/session/)
  const body = { errcode: 90020, errmsg: '超量', request_id: 'R' }
  await sandbox.fault({ match: 'POST /topapi/v2/user/getuserinfo', body })
  await page.goto('/')
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'upstream-quota')
  await expect(error.getByRole('heading')).toHaveText('本月接口调用量已用完')
  await expect(error).toContainText('请管理员升级钉钉接口调用量，或等到下月。')
})
