import { expect, test } from '../support/fixtures.ts'
import { flowReads, linkTo } from '../support/seeds.ts'

// The proxy remembers a limit that DingTalk told of, so these tests have an app of their own.
test.use({ ownApp: 'throttled' })

const denied = 'Forbidden.AccessDenied'

test('a limit of calls in a second is told, and over in a moment', async ({
  page,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*\/api\/flows\//)
  const body = { code: `${denied}.QpsLimitForApi`, message: '限流' }
  await sandbox.fault({ match: flowReads, status: 403, body })
  await page.goto(linkTo('SIGNING'))
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'upstream-throttled')
  await expect(error.getByRole('heading')).toHaveText('查询太频繁')
  await expect(error).toContainText('钉钉限制了调用频率，请稍等片刻再试。')
  await expect(error).toContainText('1 秒后可重试')
  await sandbox.reset()
  await error.getByRole('button', { name: '重试' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中', { timeout: 10_000 })
})

test('a limit of calls in a minute is told, and heeded until the minute is over', async ({
  page,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*\/api\/flows\//)
  const body = { code: `${denied}.QpmLimitForAppkeyAndApi`, message: '限流' }
  await sandbox.fault({ match: flowReads, status: 403, body })
  await page.goto(linkTo('SIGNING'))
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'upstream-throttled')
  // The proxy holds calls back for up to a second longer than DingTalk asks for.
  await expect(error).toContainText(/6[01] 秒后可重试/)
  await sandbox.reset()
  const retry = error.getByRole('button', { name: '重试' })
  const answer = page.waitForResponse(/\/api\/flows\//)
  await retry.click()
  expect((await answer).status()).toBe(503)
  await expect(retry).toBeEnabled()
  const asked = (await sandbox.calls()).filter(({ path }) => path.includes('flowTasks'))
  expect(asked).toEqual([])
})

test("an organisation's spent quota is told", async ({ page, sandbox, guard }) => {
  guard.allow(/Failed to load resource.*\/api\/session/)
  const body = { errcode: 90020, errmsg: '超量', request_id: 'R' }
  await sandbox.fault({ match: 'POST /topapi/v2/user/getuserinfo', body })
  await page.goto('/')
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'upstream-quota')
  await expect(error.getByRole('heading')).toHaveText('本月接口调用量已用完')
  await expect(error).toContainText('请管理员升级钉钉接口调用量，或等到下月。')
})
