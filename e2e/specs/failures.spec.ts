import { expect, test } from '../support/fixtures.ts'
import { searchField } from '../support/home-page.ts'
import type { Fault } from '../support/sandbox-control.ts'
import { flowReads, linkTo } from '../support/seeds.ts'

// DingTalk or e签宝 do not give a flow: each way has its words, a next step and a retry that works.

type Failure = {
  when: string
  fault: Omit<Fault, 'match'>
  code: string
  title: string
  next: string
  /** Words beyond title and next step. */
  also?: string
}

const denied = 'Forbidden.AccessDenied'

const failures: Failure[] = [
  {
    when: 'e签宝 fails',
    fault: { status: 500, body: { code: 'systemError', message: '系统错误', requestid: 'R' } },
    code: 'upstream-unavailable',
    title: '暂时连不上 e签宝',
    next: '合同不受影响，请稍后重试。',
  },
  {
    when: 'a gateway answers with a page of its own',
    fault: { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' },
    code: 'upstream-unavailable',
    title: '暂时连不上 e签宝',
    next: '合同不受影响，请稍后重试。',
  },
  {
    when: 'e签宝 answers with nothing that can be read',
    fault: { body: '<html>maintenance</html>' },
    code: 'upstream-unavailable',
    title: '暂时连不上 e签宝',
    next: '合同不受影响，请稍后重试。',
  },
  {
    when: 'the app lacks a permission',
    fault: {
      status: 403,
      body: {
        code: `${denied}.AccessTokenPermissionDenied`,
        message: '应用尚未开通所需的权限：[Esign.Common.ReadWrite]',
        accessdenieddetail: { requiredScopes: ['Esign.Common.ReadWrite'] },
      },
    },
    code: 'upstream-permission',
    title: '应用缺少接口权限',
    next: '请管理员在钉钉开发者后台为此应用申请权限。',
    also: '需要申请的权限：Esign.Common.ReadWrite',
  },
  {
    when: "the server's address is not listed",
    fault: { status: 403, body: { code: `${denied}.IpNotInWhiteList`, message: 'IP不在白名单' } },
    code: 'upstream-ip-not-listed',
    title: '服务器 IP 未登记',
    next: '请管理员在钉钉开发者后台的“安全设置”里登记服务器出口 IP。',
  },
  {
    when: 'e签宝 refuses for a reason of its own',
    fault: { status: 400, body: { code: 'illegalArgument', message: '非法参数' } },
    code: 'upstream-rejected',
    title: '钉钉没有接受这个请求',
    next: '请稍后重试；仍不行请把请求编号告诉管理员。',
  },
]

for (const { when, fault, code, title, next, also } of failures) {
  test(`says so when ${when}`, async ({ page, sandbox, guard }) => {
    guard.allow(/Failed to load resource.*\/api\/flows\//)
    await sandbox.fault({ match: flowReads, ...fault })
    await page.goto(linkTo('SIGNING'))
    const error = page.getByTestId('app-error')
    await expect(error).toHaveAttribute('data-code', code)
    await expect(error.getByRole('heading')).toHaveText(title)
    await expect(error).toContainText(next)
    if (also !== undefined) await expect(error).toContainText(also)
    await expect(error).toContainText(/请求编号：\S+/)
    // Trying while nothing has changed changes nothing.
    await error.getByRole('button', { name: '重试' }).click()
    await expect(error.getByRole('button', { name: '重试' })).toBeEnabled()
    await expect(error).toHaveAttribute('data-code', code)
    await sandbox.reset()
    await error.getByRole('button', { name: '重试' }).click()
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  })
}

test('an e签宝 that is too slow is given up', async ({ page, sandbox, guard }) => {
  guard.allow(/Failed to load resource.*504.*\/api\/flows\//)
  // Really waits for the proxy's own limit of eight seconds.
  await sandbox.fault({ match: flowReads, delayMs: 60_000 })
  await page.goto(linkTo('SIGNING'))
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'upstream-timeout', { timeout: 20_000 })
  await expect(error.getByRole('heading')).toHaveText('e签宝响应太慢')
  await expect(error).toContainText('合同不受影响，请稍后重试。')
  await sandbox.reset()
  await error.getByRole('button', { name: '重试' }).click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})

test.describe('somebody who may see every flow', () => {
  test.use({ person: 'wangwu' })

  test('a flow that does not exist leads home', async ({ page }) => {
    await page.goto('/flows/PRO-SANDBOX-NOTHING')
    const error = page.getByTestId('app-error')
    await expect(error).toHaveAttribute('data-code', 'flow-not-found')
    await expect(error.getByRole('heading')).toHaveText('没有找到这份合同')
    await expect(error).toContainText('可向发起人确认。')
    // To ask again changes nothing.
    await expect(error.getByRole('button', { name: '重试' })).toHaveCount(0)
    await error.getByRole('button', { name: '返回首页' }).click()
    await expect(searchField(page)).toBeVisible()
  })
})

test.describe('somebody who has nothing to do with a flow', () => {
  test.use({ person: 'qianqi' })

  for (const name of ['SIGNING', 'NOTHING']) {
    test(`is not told whether there is ${name}`, async ({ page }) => {
      await page.goto(linkTo(name))
      const error = page.getByTestId('app-error')
      await expect(error).toHaveAttribute('data-code', 'flow-forbidden')
      await expect(error.getByRole('heading')).toHaveText('您没有权限查看这份合同')
      await expect(page.getByText('办公设备采购合同')).toHaveCount(0)
    })
  }
})

for (const path of ['/flows/PRO%20SANDBOX', '/flows/..%2F..%2Fetc', '/flows/%E5%90%88%E5%90%8C']) {
  test(`${path} is not a task id, and upstream is not asked`, async ({ page, sandbox, guard }) => {
    guard.allow(/Failed to load resource.*400.*\/api\/flows\//)
    await sandbox.reset()
    await page.goto(path)
    const error = page.getByTestId('app-error')
    await expect(error).toHaveAttribute('data-code', 'invalid-task-id')
    await expect(error.getByRole('heading')).toHaveText('任务编号不正确')
    await expect(error).toContainText('请检查链接是否复制完整，或返回首页重新输入任务编号。')
    const calls = await sandbox.calls()
    expect(calls.filter((call) => call.path.includes('flowTasks'))).toEqual([])
    await error.getByRole('button', { name: '返回首页' }).click()
    await expect(searchField(page)).toBeVisible()
  })
}

test('a page that does not exist leads home', async ({ page }) => {
  await page.goto('/nowhere/at/all')
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'page-not-found')
  await expect(error.getByRole('heading')).toHaveText('没有这个页面')
  await expect(error).toContainText('链接可能不完整，请返回首页。')
  await error.getByRole('button', { name: '返回首页' }).click()
  await expect(searchField(page)).toBeVisible()
})

test('a token that DingTalk no longer takes is renewed unseen', async ({ page, sandbox }) => {
  const body = { code: 'InvalidAuthentication', message: '不合法的access_token', requestid: 'R' }
  await sandbox.reset()
  await sandbox.fault({ match: flowReads, status: 400, body, times: 1 })
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  const calls = await sandbox.calls()
  const reads = calls.filter((call) => call.path.endsWith('/flowTasks/PRO-SANDBOX-SIGNING'))
  expect(reads.map(({ status }) => status)).toEqual([400, 200])
})
