import { sandboxCorpId, secondCorpId, strangerCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import { watchApiCalls } from '#e2e/answers/api-calls.ts'
import { authCodeCall } from '#e2e/client/dingtalk-client.ts'
import { endSession } from '#e2e/support/end-session.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { stopPolling } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import {
  addFiles,
  addOutsider,
  expectReady,
  forgetStarts,
  pdf,
} from '#e2e/support/start-contract.ts'
import { readAgain, untilRead } from '#e2e/support/read-again.ts'

// A third-party app, used by many organisations, on e签宝's generation 1.0.

test.use({ settings: { DINGTALK_APP_KIND: 'third-party', ESIGN_GENERATION: '1.0' } })

test.describe('generation 1.0', () => {
  test('shows a flow like generation 2.0', async ({ page, client, sandbox }) => {
    await sandbox.reset()
    await page.goto(linkTo('SIGNING'))
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')
    await expect(page.getByTestId('flow-title')).toHaveText('办公设备采购合同')
    await expect(page.getByTestId('flow-initiator')).toHaveText('张三')
    await expect(page.getByTestId('flow-initiator-organization')).toHaveText('杭州星河科技有限公司')
    await expect(page.getByTestId('timeline-item')).toHaveCount(11)
    await expect(page.getByTestId('timeline-item').first()).toContainText(/查看流程.*李四/)
    expect(client.callsOf(authCodeCall)).toEqual([
      { corpId: sandboxCorpId, clientId: thirdPartyApp.suiteKey },
    ])
    const paths = (await sandbox.calls()).map((call) => call.path)
    expect(paths).toContain('/v1.0/esign/flows/detail')
    expect(paths.filter((path) => path.startsWith('/v2.0/'))).toEqual([])
  })
})

test.describe('an admin', () => {
  test.use({ person: 'wangwu' })

  test('is told that a flow does not exist', async ({ page }) => {
    await page.goto(linkTo('NOTHING'))
    await expect(page.getByTestId('app-error')).toHaveAttribute('data-code', 'flow-not-found')
  })
})

test('a page opened for another organisation signs in to that organisation', async ({
  page,
  context,
  guard,
}) => {
  guard.allow(/Failed to load resource.*\/api\//)
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  const calls = watchApiCalls(context)
  // 张三 here and 张珊 there have the same user id, but are different people.
  await page.goto(`/?corpId=${secondCorpId}`)
  await expect(page.getByText('沙箱 · 张珊')).toBeVisible()
  expect(calls.filter((call) => call.startsWith('POST'))).toEqual(['POST /api/session'])
  await expect(page.locator('.list-end, .adm-error-block').first()).toBeVisible()
  await expect(page.getByTestId('recent-flows')).toHaveCount(0)
  await page.goto(`/flows/PRO-SANDBOX-SIGNING?corpId=${secondCorpId}`)
  await expect(page.getByTestId('app-error')).toBeVisible()
  await expect(page.getByTestId('flow-status')).toHaveCount(0)
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})

test('two windows for two organisations are not mixed up', async ({ page, context, guard }) => {
  guard.allow(/Failed to load resource.*401.*\/api\//)
  await stopPolling(context)
  // The last call that the page makes by itself.
  const asked = page.waitForResponse(/\/api\/access-requests/)
  await page.goto(linkTo('SIGNING'))
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  await asked
  // The page may find out with any call after the other window has signed in.
  const calls = watchApiCalls(page)
  const other = await context.newPage()
  await other.goto(`/?corpId=${secondCorpId}`)
  await expect(other.getByText('沙箱 · 张珊')).toBeVisible()
  // A page that is still open would renew its session itself.
  await other.goto('about:blank')
  // The cookie now holds the other organisation's session, which may not see this flow.
  await page.bringToFront()
  await readAgain(page)
  await expect.poll(() => calls.filter((call) => call.startsWith('POST'))).toHaveLength(1)
  await untilRead(page)
  await expect(page.getByText('未能更新')).toHaveCount(0)
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})

test('an address without an organisation, or with one that has not opened the app, is explained', async ({
  page,
  client,
  guard,
}) => {
  guard.allow(/Failed to load resource.*\/api\/session/)
  client.answer(authCodeCall, { ok: { code: 'of-strangers' } })
  const error = page.getByTestId('app-error')
  await test.step('without an organisation', async () => {
    await page.goto('/')
    await expect(error).toHaveAttribute('data-code', 'corp-unknown')
    await expect(error.getByRole('heading')).toHaveText('不知道您来自哪个组织')
    await expect(error).toContainText('请从钉钉工作台打开此应用。')
    expect(client.callsOf(authCodeCall)).toEqual([])
  })
  await test.step('a placeholder that DingTalk did not fill in', async () => {
    await page.goto('/?corpId=$CORPID$')
    await expect(error).toHaveAttribute('data-code', 'corp-unknown')
  })
  await test.step('one that has not opened the app', async () => {
    await page.goto(`/?corpId=${strangerCorpId}`)
    await expect(error).toHaveAttribute('data-code', 'corp-not-allowed')
    await expect(error.getByRole('heading')).toHaveText('此应用不属于当前组织')
  })
})

test('pages inside the app keep the organisation of the first page', async ({ page }) => {
  await page.goto(`/?corpId=${sandboxCorpId}`)
  await page.getByTestId('sample-flows').getByRole('link').first().click()
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  const address = page.url()
  expect(address).not.toContain(sandboxCorpId)
  // Without a session the page signs in to the same organisation again.
  await endSession(page)
  await page.goto(address)
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})

// This generation can start contracts by e签宝's page only.
test.describe('starting a contract', () => {
  test.beforeEach(({ sandbox }) => sandbox.reset())
  test.afterEach(({ context, sandbox }) => forgetStarts(context, sandbox))

  test('continues a contract on e签宝’s page', async ({ page, client, app, browser, sandbox }) => {
    await page.goto(`/start?corpId=${sandboxCorpId}`)
    await expect(page.getByText('提交后打开 e签宝页面')).toBeVisible()
    // With only one way to start, no choice is shown.
    await expect(page.getByRole('button', { name: /^发起方式/ })).toHaveCount(0)
    await addFiles(page, pdf('租赁合同.pdf'))
    await expectReady(page, '租赁合同.pdf')
    await addOutsider(page, '周外', '13800000000')
    await page.getByRole('button', { name: '去 e签宝页面继续' }).click()
    await expect(page).toHaveURL(/\/flows\/PRO-/)
    await expect(page.getByTestId('flow-status')).toHaveText('草稿')
    const calls = [
      ...client.callsOf('biz.util.openLink'),
      ...client.callsOf('biz.util.openSlidePanel'),
    ]
    expect(calls).toHaveLength(1)
    const launched = await page.context().newPage()
    await launched.goto(String(calls[0]?.['url']))
    await expect(launched.getByRole('checkbox', { name: '周外' })).toBeVisible()
    await launched.getByRole('button', { name: '发送' }).click()
    await expect(launched.getByTestId('return-note')).toBeVisible()
    await launched.close()
    await client.resume(page)
    await expect(page.getByTestId('flow-status')).toHaveText('签署中')

    // The contract can be signed and read like any other.
    const taskId = String(new URL(page.url()).pathname.split('/').at(-1))
    const outside = await browser.newPage()
    await outside.goto(`${app.url}/_sandbox/pages/sign/${taskId}`)
    await outside.getByRole('button', { name: '同意并签署' }).click()
    // Once it is signed, e签宝's page leads to the app.
    await expect(outside).not.toHaveURL(/\/pages\/sign\//)
    await outside.close()
    await expect(page.getByTestId('flow-status')).toHaveText('已完成')
    await page.getByRole('button', { name: '查看文件' }).click()
    const viewer = page.getByTestId('viewer')
    await expect(viewer.getByRole('heading')).toContainText('租赁合同')
    await expect(viewer).toContainText('第 1 页，共')

    const paths = (await sandbox.calls()).map(({ path }) => path)
    expect(paths.filter((path) => path === '/v1.0/esign/process/start')).toHaveLength(1)
    expect(paths.filter((path) => path.startsWith('/v2.0/'))).toEqual([])
  })
})
