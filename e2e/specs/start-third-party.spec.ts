import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '#e2e/support/fixtures.ts'
import {
  addFiles,
  addOutsider,
  expectReady,
  forgetStarts,
  pdf,
} from '#e2e/support/start-contract.ts'

// A third-party app on e签宝's generation 1.0 can start contracts by e签宝's page only.

const openLink = 'biz.util.openLink'

test.use({ settings: { DINGTALK_APP_KIND: 'third-party', ESIGN_GENERATION: '1.0' } })
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
  const calls = [...client.callsOf(openLink), ...client.callsOf('biz.util.openSlidePanel')]
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
  const file = page.getByTestId('flow-documents').getByRole('link')
  await expect(file).toContainText(['租赁合同'])
  const content = await page.request.get(String(await file.getAttribute('href')))
  expect((await content.body()).subarray(0, 5).toString()).toBe('%PDF-')

  const paths = (await sandbox.calls()).map(({ path }) => path)
  expect(paths.filter((path) => path === '/v1.0/esign/process/start')).toHaveLength(1)
  expect(paths.filter((path) => path.startsWith('/v2.0/'))).toEqual([])
})
