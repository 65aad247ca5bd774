import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { DingTalkClient } from '../client/dingtalk-client.ts'
import { expect, test } from '../support/fixtures.ts'
import { linkTo } from '../support/seeds.ts'
import { addFiles, answerPicker, expectReady, part, pdf } from '../support/start-contract.ts'

// What a corp's administrators see and do. 王五 administers the sandbox's organisation.

const openLink = 'biz.util.openLink'

/** The page that the client was last asked to open, opened as the client would. */
async function openLaunched(page: Page, client: DingTalkClient): Promise<Page> {
  await expect.poll(() => client.callsOf(openLink).length).toBeGreaterThan(0)
  const launched = await page.context().newPage()
  await launched.goto(String(client.callsOf(openLink).at(-1)?.['url']))
  return launched
}

test('a member is told whom to ask', async ({ page, guard }) => {
  guard.allow(/403/)
  await page.goto('/admin')
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'not-corp-admin')
  await expect(error).toContainText('请联系您组织的钉钉主管理员或子管理员')
})

test('a member is refused by every call of the desk', async ({ page, baseURL }) => {
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toBeVisible()
  const headers = { origin: String(baseURL) }
  for (const path of ['corp', 'corp/statistics', 'audit', 'audit.csv', 'orders']) {
    const answer = await page.request.get(`/api/${path}`, { headers })
    expect(answer.status(), path).toBe(403)
  }
  const pages = ['auth-url', 'realname-url', 'console-url', 'cancel-auth', 'initialise']
  const changes = [...pages.map((name) => `corp/${name}`), 'orders/channel', 'orders/resale']
  for (const path of changes) {
    const data = { confirmation: '取消授权' }
    const answer = await page.request.post(`/api/${path}`, { headers, data })
    expect(answer.status(), path).toBe(403)
  }
})

test.describe('an administrator', () => {
  test.use({ person: 'wangwu' })

  test('imports who owns contracts of other systems @android', async ({ page }) => {
    await page.goto('/admin')
    const card = page.getByTestId('import')
    const rows = ['task_id,user_id', 'PRO-NOBODY,lisi', 'PRO-SANDBOX-SIGNING,lisi']
    await card.locator('input[type=file]').setInputFiles({
      name: 'owners.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(rows.join('\n')),
    })
    await expect(card.getByTestId('import-report')).toHaveText('已导入 0 行 · 2 行没有导入')
    const refusals = card.getByTestId('import-refusal')
    await expect(refusals.nth(0)).toContainText('第 2 行 · PRO-NOBODY · lisi')
    await expect(refusals.nth(0)).toContainText('e签宝里没有这份合同')
    await expect(refusals.nth(1)).toContainText('由本应用发起，发起人已确定')
  })

  test('sees how the organisation stands @android @pc', async ({ page, sandbox }) => {
    await sandbox.setCorp(sandboxCorpId, { margin: 42 })
    await page.goto('/admin')
    const state = page.getByTestId('corp-state')
    await expect(state).toContainText('已安装')
    await expect(state).toContainText('已授权')
    await expect(state).toContainText('已认证')
    await expect(page.getByTestId('margin')).toContainText('剩 42 份')
    const figures = page.getByTestId('figures')
    await expect(figures.getByRole('link', { name: '签署中' })).toHaveText(/^签署中\d+$/)
    await expect(figures.getByRole('link', { name: '等待最久' })).toHaveText(/^等待最久\d+ \S+$/)
    await expect(figures.getByRole('button', { name: '合同余量' })).toHaveText(/^合同余量42/)
    await expect(figures.getByRole('button', { name: '通常用时' })).toHaveText(/^通常用时\d+ \S+$/)
    await expect(page.getByTestId('statistics').getByRole('link', { name: '签署中' })).toHaveText(
      /^签署中\d+ 份$/,
    )
    await expect(page.getByTestId('statistics')).not.toContainText('未知状态')
    await expect(page.getByTestId('completion-months').getByRole('listitem')).toContainText([
      /通常 .*（\d+ 份）/,
    ])
    await expect(page.getByTestId('finished-stages').getByRole('listitem').first()).toContainText(
      /通常 .*，最长 |一次：/,
    )
    const longest = page.getByTestId('longest').getByRole('link')
    await expect(longest.first()).toContainText(/等待 .+，已 /)
    await expect(longest.last()).toHaveText('查看全部签署中')
    // There is nothing to be done.
    await expect(page.getByTestId('needs')).toHaveCount(0)
    // Only operators set the app up and buy.
    await expect(page.getByTestId('audit')).toBeVisible()
    await expect(page.getByTestId('developer')).toHaveCount(0)
    await expect(page.getByTestId('orders')).toHaveCount(0)
  })

  test('sees the margin fall once a contract was started', async ({ page, client, sandbox }) => {
    await sandbox.setCorp(sandboxCorpId, { margin: 10 })
    await page.goto('/admin')
    await expect(page.getByTestId('margin')).toContainText('剩 10 份')
    answerPicker(client, { lisi: '李四' })
    await page.goto('/start')
    await addFiles(page, pdf('a.pdf'))
    await expectReady(page, 'a.pdf')
    await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
    await expect(page.getByTestId('draft-signer')).toHaveCount(1)
    await page.getByRole('button', { name: '发起签署' }).click()
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await page.goto('/admin')
    await expect(page.getByTestId('margin')).toContainText('剩 9 份')
    await page.goto('about:blank')
  })

  test('authorises on e签宝’s page and comes back to the new state', async ({
    page,
    sandbox,
    client,
  }) => {
    await sandbox.setCorp(sandboxCorpId, { esignAuthorised: false })
    await page.goto('/admin')
    const state = page.getByTestId('corp-state')
    await expect(state).toContainText('未授权')
    await page.getByTestId('needs').getByRole('button', { name: '去授权' }).click()
    const launched = await openLaunched(page, client)
    await launched.getByRole('button', { name: '同意授权' }).click()
    // The page that e签宝 returns to tells what happened; so does the one that waited behind it.
    await expect(launched.getByTestId('return-note')).toContainText('授权已完成')
    await expect(launched.getByTestId('corp-state')).toContainText('已授权')
    await launched.close()
    await client.resume(page)
    await expect(state).toContainText('已授权')
  })

  test('has the company verified', async ({ page, sandbox, client }) => {
    await sandbox.setCorp(sandboxCorpId, { realNameVerified: false })
    await page.goto('/admin')
    const state = page.getByTestId('corp-state')
    await expect(state).toContainText('未认证')
    await page.getByTestId('needs').getByRole('button', { name: '去认证' }).click()
    const launched = await openLaunched(page, client)
    await launched.getByRole('button', { name: '确认认证' }).click()
    await expect(launched.getByTestId('corp-state')).toContainText('已认证')
    await launched.close()
    await client.resume(page)
    await expect(state).toContainText('已认证')
  })

  test('takes the authorisation back only after typing that it is meant', async ({
    page,
    sandbox,
  }) => {
    await sandbox.setCorp(sandboxCorpId, { esignAuthorised: true })
    await page.goto('/admin')
    await page.getByRole('button', { name: '取消授权…' }).click()
    const question = page.getByRole('dialog', { name: '取消授权？' })
    const confirm = question.getByRole('button', { name: '确认取消授权' })
    const field = question.getByLabel('输入“取消授权”')
    await field.fill('取消')
    await expect(confirm).toBeDisabled()
    await field.fill('取消授权')
    await confirm.click()
    await expect(page.getByTestId('corp-state')).toContainText('未授权')
  })

  test('finds the console on a computer @pc', async ({ page, client }) => {
    await page.goto('/admin')
    await page.getByRole('button', { name: '打开 e签宝管理后台' }).click()
    const panel = 'biz.util.openSlidePanel'
    const opened = () => [...client.callsOf(panel), ...client.callsOf(openLink)]
    await expect.poll(() => opened().length).toBeGreaterThan(0)
  })

  test('reads on a phone that the console is for computers', async ({ page }) => {
    await page.goto('/admin')
    await expect(page.getByTestId('corp-state')).toContainText('只能在电脑上打开')
    await expect(page.getByRole('button', { name: '打开 e签宝管理后台' })).toHaveCount(0)
  })

  test('sees who opened what, and has it as a file', async ({ page, client }) => {
    const refusal = { errorCode: '7', errorMessage: 'no permission' }
    client.answer('biz.cspace.saveFile', { fail: refusal })
    await page.goto(linkTo('COMPLETED'))
    const title = await page.getByTestId('flow-title').textContent()
    await page.goto('/admin')
    const entry = page.getByTestId('audit-entry').first()
    await expect(entry).toContainText('王五')
    await expect(entry).toContainText(String(title))
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '导出 CSV' }).click()
    const path = await (await download).path()
    const text = await readFile(path, 'utf8')
    expect(text).toContain('王五')
    expect(text).toContain(String(title))
  })

  test('keeps the rest of the desk when one part cannot be read', async ({ page, sandbox }) => {
    await sandbox.fault({ match: '/v2.0/esign/margins', status: 500, body: {} })
    await page.goto('/admin')
    const margin = page.getByTestId('margin')
    await expect(margin).toContainText('暂时无法获取：暂时连不上 e签宝')
    await expect(page.getByTestId('corp-state')).toContainText('已授权')
    await sandbox.reset()
    await sandbox.setCorp(sandboxCorpId, { margin: 42 })
    await margin.getByRole('button', { name: '重试' }).click()
    await expect(margin).toContainText('剩 42 份')
  })

  test('reads each part by itself, and a part that failed again', async ({ page, guard }) => {
    guard.allow(/Failed to load resource.*500.*\/api\/corp\/statistics/)
    await page.route('**/api/corp/statistics', (route) =>
      route.fulfill({
        status: 500,
        json: { status: 500, code: 'internal-error', title: '', requestId: 'R-1' },
      }),
    )
    await page.goto('/admin')
    const statistics = page.getByTestId('statistics')
    await expect(statistics).toContainText('暂时无法获取：服务出错了')
    await expect(statistics).toContainText('请求编号：R-1')
    await expect(page.getByTestId('corp-state')).toContainText('已授权')
    await page.unroute('**/api/corp/statistics')
    await statistics.getByRole('button', { name: '重试' }).click()
    await expect(statistics.getByRole('link', { name: '签署中' })).toBeVisible()
    await expect(page.getByTestId('longest').getByRole('alert')).toHaveCount(0)
  })

  test('finds the parts in two columns on a wide screen @pc', async ({ page }) => {
    await page.goto('/admin')
    const left = async (testId: string) => (await page.getByTestId(testId).boundingBox())?.x
    await expect(page.getByTestId('audit')).toBeVisible()
    await page.setViewportSize({ width: 1280, height: 800 })
    await expect.poll(async () => (await left('margin')) !== (await left('audit'))).toBe(true)
    expect(await left('longest')).toBe(await left('audit'))
    expect(await left('margin')).toBe(await left('statistics'))
    await page.setViewportSize({ width: 1000, height: 800 })
    await expect.poll(async () => (await left('margin')) === (await left('audit'))).toBe(true)
  })
})
