import { expect, test } from '../support/fixtures.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'

// The contracts of a DingTalk approval, opened from the approval itself.

const address = `/approvals/SANDBOX-INSTANCE-1?corpId=${sandboxCorpId}`
const attachments = 'GET /v2.0/esign/dingInstances/'

test.describe('an approval with contracts', { tag: ['@android', '@pc'] }, () => {
  test('shows each contract, where it stands, and its files', async ({ page, context }) => {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('这个审批附有 2 份合同')
    await expect(page).toHaveTitle('审批附件合同')
    const contracts = page.getByTestId('approval-contract')
    await expect(contracts).toHaveText([
      /^软件开发技术服务合同查看签署进度已完成软件开发技术服务合同\.pdf原文件签署后文件/,
      /^办公设备采购合同查看签署进度签署中办公设备采购合同\.pdf原文件(当前版本|还没有签署后文件)/,
    ])
    const opened = context.waitForEvent('page')
    const original = page.getByRole('link', { name: '原文件：办公设备采购合同.pdf' })
    await expect(original).toHaveAttribute('target', '_blank')
    const file = await page.request.get((await original.getAttribute('href')) ?? '')
    expect(file.headers()['content-type']).toBe('application/pdf')
    await page
      .getByRole('link', { name: '签署后文件：软件开发技术服务合同.pdf' })
      .click({ modifiers: ['ControlOrMeta'] })
    await (await opened).close()
  })

  test("leads to a contract's progress, and back", async ({ page }) => {
    await page.goto(address)
    await page
      .getByTestId('approval-contract')
      .filter({ hasText: '办公设备采购合同' })
      .getByRole('link', { name: /查看签署进度/ })
      .click()
    await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
    await page.goBack()
    await expect(page.getByTestId('approval-contract')).toHaveCount(2)
  })
})

test('asks for addresses anew whenever it is shown', async ({ page, sandbox }) => {
  const asked = async () =>
    (await sandbox.calls()).filter(({ path }) => path.includes('dingInstances')).length
  await page.goto(address)
  await expect(page.getByTestId('approval-contract')).toHaveCount(2)
  const before = await asked()
  await page
    .getByRole('link', { name: /查看签署进度/ })
    .first()
    .click()
  await expect(page.getByTestId('flow-status')).toBeVisible()
  await page.goBack()
  await expect(page.getByTestId('approval-contract')).toHaveCount(2)
  expect(await asked()).toBe(before + 1)
  await page.getByRole('button', { name: '刷新' }).click()
  await expect.poll(asked).toBe(before + 2)
})

test('what cannot be shown is said', async ({ page, sandbox, guard }) => {
  guard.allow(/Failed to load resource.*\/api\/approvals\//)
  await page.goto('/approvals/NO-SUCH-INSTANCE')
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'approval-not-found')
  await expect(error).toContainText('请确认审批单是否附有 e签宝合同，或从审批单重新打开。')
  await sandbox.fault({ match: attachments, status: 503, body: { code: 'ServiceUnavailable' } })
  await page.goto(address)
  await expect(error).toHaveAttribute('data-code', 'upstream-unavailable')
  await sandbox.reset()
  await error.getByRole('button', { name: '重试' }).click()
  await expect(page.getByTestId('approval-contract')).toHaveCount(2)
})

test.describe('somebody who has nothing to do with its contracts', () => {
  test.use({ person: 'qianqi' })

  test('is turned away, in words that help', async ({ page, guard }) => {
    guard.allow(/Failed to load resource.*403.*\/api\/approvals\//)
    await page.goto(address)
    const error = page.getByTestId('app-error')
    await expect(error).toHaveAttribute('data-code', 'flow-forbidden')
    await expect(error).toContainText('只有参与这份合同的人和管理员可以查看。')
    await error.getByRole('button', { name: '返回首页' }).click()
    await expect(page.getByRole('tab', { name: '待我处理' })).toBeVisible()
  })
})

test('contracts that say little are shown with what they say', async ({ page }) => {
  await page.route(/\/api\/approvals\//, (route) =>
    route.fulfill({
      json: {
        contracts: [
          {
            flowId: null,
            statusCode: 77,
            taskId: null,
            title: null,
            status: 'unknown',
            files: [{ name: null, originalUrl: 'https://files.example.com/a', signedUrl: null }],
          },
          { flowId: 'X', statusCode: null, taskId: 'X', title: '空', status: 'draft', files: [] },
        ],
      },
    }),
  )
  await page.goto(address)
  await expect(page.getByTestId('approval-contract')).toHaveText([
    '未命名合同这份合同没有任务编号，暂时不能查看签署进度。未知状态（77）未命名文件原文件还没有签署后文件',
    '空查看签署进度草稿还没有可查看的文件。',
  ])
})
