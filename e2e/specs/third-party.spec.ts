import { sandboxCorpId, secondCorpId, strangerCorpId, thirdPartyApp } from '#sandbox/credentials.ts'
import { watchApiCalls } from '#e2e/support/api-calls.ts'
import { authCodeCall } from '#e2e/client/dingtalk-client.ts'
import { endSession } from '#e2e/support/end-session.ts'
import { expect, test } from '#e2e/support/fixtures.ts'
import { stopPolling } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'

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
  await expect(page.getByText('在这台设备上打开过的合同会出现在这里。')).toBeVisible()
  await expect(page.getByTestId('recent-flows').getByRole('listitem')).toHaveCount(0)
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
  const other = await context.newPage()
  await other.goto(`/?corpId=${secondCorpId}`)
  await expect(other.getByText('沙箱 · 张珊')).toBeVisible()
  // A page that is still open would renew its session itself.
  await other.goto('about:blank')
  // The cookie now holds the other organisation's session, which may not see this flow.
  const calls = watchApiCalls(context)
  await page.getByRole('button', { name: '刷新' }).click()
  await expect.poll(() => calls.filter((call) => call.startsWith('POST'))).toHaveLength(1)
  await expect(page.getByRole('button', { name: '刷新' })).toBeEnabled()
  await expect(page.getByText('未能更新')).toHaveCount(0)
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
})

test('an organisation that has not opened the app is told so', async ({ page, client, guard }) => {
  guard.allow(/Failed to load resource.*\/api\/session/)
  client.answer(authCodeCall, { ok: { code: 'of-strangers' } })
  await page.goto(`/?corpId=${strangerCorpId}`)
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'corp-not-allowed')
  await expect(error.getByRole('heading')).toHaveText('此应用不属于当前组织')
})

test('an address without an organisation is explained', async ({ page, client }) => {
  await page.goto('/')
  const error = page.getByTestId('app-error')
  await expect(error).toHaveAttribute('data-code', 'corp-unknown')
  await expect(error.getByRole('heading')).toHaveText('不知道您来自哪个组织')
  await expect(error).toContainText('请从钉钉工作台打开此应用。')
  expect(client.callsOf(authCodeCall)).toEqual([])
})

test('a placeholder that DingTalk did not fill in is not taken as an organisation', async ({
  page,
}) => {
  await page.goto('/?corpId=$CORPID$')
  await expect(page.getByTestId('app-error')).toHaveAttribute('data-code', 'corp-unknown')
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
