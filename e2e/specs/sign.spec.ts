import type { Page } from '@playwright/test'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { authCodeCall, type DingTalkClient } from '#e2e/client/dingtalk-client.ts'
import { endSession } from '#e2e/support/end-session.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { announced } from '#e2e/support/announced.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'
import { setRecord } from '#e2e/answers/flow-answers.ts'
import { stopPolling } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import {
  addFiles,
  answerPicker,
  expectReady,
  forgetStarts,
  part,
  pdf,
  start,
} from '#e2e/support/start-contract.ts'

// The flow's page opens e签宝's page for signing, from which people come back.

const bar = (page: Page) => page.getByTestId('action-bar')

const openLink = 'biz.util.openLink'
const openPanel = 'biz.util.openSlidePanel'

test.beforeEach(({ sandbox }) => sandbox.reset())
test.afterEach(({ context, sandbox }) => forgetStarts(context, sandbox))

/** Starts a contract with one signer, given by user id and name, and stays on its page. */
async function startFor(
  page: Page,
  client: DingTalkClient,
  person: Record<string, string>,
): Promise<void> {
  answerPicker(client, person)
  await page.goto('/start')
  await addFiles(page, pdf('保密协议.pdf'))
  await expectReady(page, '保密协议.pdf')
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await expect(page.getByTestId('draft-signer')).toHaveCount(1)
  await start(page)
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
}

for (const tag of ['@android', '@pc'])
  test(`the signer whose turn it is signs, and sees it on coming back ${tag}`, async ({
    page,
    client,
  }) => {
    await startFor(page, client, { zhangsan: '张三' })
    const action = bar(page).getByRole('button', { name: '去签署' })
    await expect(page.getByTestId('flow-lead')).toHaveText('轮到您签署 · 刚刚开始')
    await action.click()
    const notice = page.getByTestId('sign-notices')
    await expect(notice).toContainText('已打开 e签宝页面，完成后回到这里会自动更新')
    await expect(notice.getByRole('button', { name: '已完成，刷新' })).toBeVisible()
    const calls = [...client.callsOf(openLink), ...client.callsOf(openPanel)]
    expect(calls).toHaveLength(1)
    const launched = await page.context().newPage()
    await launched.goto(String(calls[0]?.['url']))
    await launched.getByRole('button', { name: '同意并签署' }).click()
    await expect(launched).toHaveURL(/\/flows\/PRO-/)
    await expect(launched.getByTestId('return-note')).toContainText(
      /^(下一份：《|没有别的等您处理)/,
    )
    await expect(launched).not.toHaveURL(/returned/)
    await launched.close()
    await client.resume(page)
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
    await expect(action).toHaveCount(0)
    await expect(page.getByTestId('return-note')).toContainText(/^(下一份：《|没有别的等您处理)/)
  })

test('the signing address is requested at each tap, and opened where e签宝 gives a good one', async ({
  page,
  app,
  client,
  context,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*sign-url/)
  await startFor(page, client, { zhangsan: '张三' })
  const button = bar(page).getByRole('button', { name: '去签署' })
  const note = page.getByTestId('sign-notices')
  const details = page.getByRole('dialog', { name: '详情' })
  const match = '/v2.0/esign/process/executeUrls'
  await test.step('a page on a foreign host is not opened, and is logged', async () => {
    const mobileUrl = 'https://esign.cn.evil.example/sign?token=secret'
    await sandbox.fault({ match, body: { mobileUrl }, times: 1 })
    app.takeOutput()
    await button.click()
    await expect(note).toHaveAttribute('data-code', 'launch-host-refused')
    await expect(note).not.toContainText('请求编号')
    await note.getByRole('button', { name: '详情' }).click()
    await expect(details).toContainText(/为了安全没有打开.*请求编号：\S+/)
    await page.keyboard.press('Escape')
    await expect(details).toHaveCount(0)
    expect(client.callsOf(openLink)).toEqual([])
    const output = app.takeOutput()
    expect(output).toMatch(/"level":"warn".*"host":"https:\/\/esign\.cn\.evil\.example"/)
    expect(output).not.toContain('secret')
  })
  await test.step('each tap', async () => {
    const asked: string[] = []
    context.on('request', (request) => {
      if (request.url().endsWith('/sign-url')) asked.push(request.method())
    })
    await button.click()
    await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
    await expect(note).not.toHaveAttribute('data-code')
    await button.click()
    await expect.poll(() => client.callsOf(openLink)).toHaveLength(2)
    expect(asked).toEqual(['POST', 'POST'])
  })
  await test.step('a page that e签宝 does not give is explained', async () => {
    await sandbox.fault({ match, status: 500, times: 5 })
    await button.click()
    await expect(note).toContainText('暂时连不上钉钉或 e签宝')
    expect(client.callsOf(openLink)).toHaveLength(2)
    const end = await note.evaluate((element) => element.getBoundingClientRect().bottom)
    const begin = await bar(page).evaluate((element) => element.getBoundingClientRect().top)
    expect(begin - end, 'the gap between notice and bar').toBeGreaterThanOrEqual(8)
  })
})

test('where the app does not know the signers, the signing page can be opened until the end', async ({
  page,
  context,
  client,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*409.*sign-url/)
  await stopPolling(context)
  await setRecord(page, { people: [] })
  await page.goto(linkTo('SIGNING'))
  const open = bar(page).getByRole('button', { name: '打开签署页面' })
  await expect(bar(page)).toContainText('如果您是签署人，可以在 e签宝页面签署。')
  await expect(page.getByTestId('readiness')).toHaveAttribute('data-state', 'ok')
  await open.click()
  await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
  await test.step('a contract that can no longer be signed shows its state instead', async () => {
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    await sandbox.advance('PRO-SANDBOX-SIGNING')
    const refused = page.waitForResponse('**/sign-url')
    await open.click()
    expect(await (await refused).json()).toMatchObject({ code: 'flow-not-signable' })
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
    await expect(open).toHaveCount(0)
    expect(client.callsOf(openLink)).toHaveLength(1)
  })
  await page.goto(linkTo('COMPLETED'))
  await expect(page.getByTestId('flow-status')).toHaveText('已完成')
  await expect(open).toHaveCount(0)
})

test('a person whose turn it is not is offered nothing', async ({ page }) => {
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-next-step')).toContainText('等待 李四 签署')
  await expect(bar(page).getByRole('button', { name: '催办' })).toBeVisible()
  await expect(bar(page).getByRole('button', { name: /签署/ })).toHaveCount(0)
  await expect(page.getByTestId('flow-lead')).toHaveCount(0)
})

test('a signer who cannot fix a missing requirement is told whom to ask', async ({
  page,
  client,
  sandbox,
}) => {
  await startFor(page, client, { zhangsan: '张三' })
  const button = bar(page).getByRole('button', { name: '去签署' })
  await expect(button).toBeVisible()
  const readiness = page.getByTestId('readiness')
  await expect(readiness).toHaveAttribute('data-state', 'ok')
  await expect(readiness).toContainText('可以签署')
  await sandbox.setCorp(sandboxCorpId, { realNameVerified: false, margin: 0 })
  await page.reload()
  await expect(readiness).toHaveAttribute('data-state', 'missing')
  // The contracts left in the package do not matter once a contract has begun.
  const items = readiness.getByTestId('readiness-item')
  const states = ['ok', 'ok', 'missing', 'ok']
  await expect(items).toHaveCount(states.length)
  expect(await items.evaluateAll((all) => all.map((item) => item.dataset['state']))).toEqual(states)
  const missing = readiness.locator('[data-state="missing"]')
  await expect(missing).toHaveAttribute('data-item', 'corp-verified')
  await expect(missing).toContainText('请联系您组织的钉钉主管理员或子管理员')
  await sandbox.setCorp(sandboxCorpId, { realNameVerified: true })
  await client.resume(page)
  await expect(readiness).toHaveAttribute('data-state', 'ok')
})

const parts = /\/assets\/part-[^/]*\.js$/

/** Opens a contract with the button to sign, whose code loads when `release` is called. */
async function withoutCode(page: Page, client: DingTalkClient, then: 'continue' | 'abort') {
  await startFor(page, client, { zhangsan: '张三' })
  const release = await holdBack(page, parts, then)
  await page.reload({ waitUntil: 'commit' })
  await page.waitForFunction(() => performance.getEntriesByName('alive').length > 0)
  return { button: bar(page).getByRole('button', { name: '去签署' }), release }
}

const code = (page: Page) => bar(page).locator('[data-code="loaded"]')

test.describe('while the code behind the button is held back', () => {
  // A file that the worker asks for cannot be held back.
  test.use({ serviceWorkers: 'block' })

  for (const ends of ['before', 'after'] as const)
    test(`a tap that ends ${ends} the code behind the button has loaded is not lost`, async ({
      page,
      client,
    }) => {
      const { button, release } = await withoutCode(page, client, 'continue')
      await button.hover()
      await page.mouse.down()
      if (ends === 'before') await page.mouse.up()
      release()
      await expect(code(page)).toHaveCount(1)
      if (ends === 'after') await page.mouse.up()
      await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
    })

  test('a tap without a network says so, and is not remembered', async ({
    page,
    client,
    guard,
  }) => {
    guard.allow(/ERR_FAILED.*part-/)
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/sign-url')) asked.push(request.method())
    })
    const { button, release } = await withoutCode(page, client, 'abort')
    const isSaid = announced(page, '没有网络，请稍后再试')
    await button.click()
    release()
    await isSaid
    // The next tap loads the code again.
    const hasFailed = page.waitForEvent('requestfailed', (request) => /part-/.test(request.url()))
    await button.click()
    await hasFailed
    await expect(button).toBeEnabled()
    await page.unroute(parts)
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await expect(code(page)).toHaveCount(1)
    await button.click()
    await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
    expect(asked).toEqual(['POST'])
  })
})

test('a person who is not verified is told so before signing', async ({
  page,
  client,
  sandbox,
}) => {
  await startFor(page, client, { zhaoliu: '赵六' })
  const address = page.url()
  await endSession(page)
  client.answer(authCodeCall, async () => ({ ok: { code: await sandbox.authCode('zhaoliu') } }))
  await page.goto(address)
  const readiness = page.getByTestId('readiness')
  await expect(readiness.locator('[data-state="missing"]')).toHaveCount(1)
  await readiness.getByRole('button', { name: '去实名认证' }).click()
  await expect.poll(() => client.callsOf(openLink)).toHaveLength(1)
  const launched = await page.context().newPage()
  await launched.goto(String(client.callsOf(openLink)[0]?.['url']))
  await launched.getByRole('button', { name: '确认认证' }).click()
  await expect(launched).toHaveURL(/\/flows\/PRO-/)
  await launched.close()
  await client.resume(page)
  await expect(readiness).toHaveAttribute('data-state', 'ok')
  await expect(page.getByRole('button', { name: '去签署' })).toBeVisible()
})
