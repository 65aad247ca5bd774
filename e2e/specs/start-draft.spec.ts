import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { holdBack } from '#e2e/answers/hold-back.ts'
import {
  addFiles,
  addOutsider,
  answerPicker,
  expectReady,
  fileRow,
  finish,
  forgetStarts,
  openSetting,
  openSheet,
  openStart,
  part,
  pdf,
  pickerCall,
  start,
  startCalls,
} from '#e2e/support/start-contract.ts'

// Filling in a draft: mistakes are explained, and nothing is lost.

test.beforeEach(({ sandbox }) => sandbox.reset())
test.afterEach(({ context, sandbox }) => forgetStarts(context, sandbox))

test('the enter key submits the sheet of an outside signer, and does not start the contract', async ({
  page,
  sandbox,
}) => {
  await openStart(page)
  const signers = part(page, 'signers')
  await signers.getByRole('button', { name: '添加外部人员' }).click()
  const adding = page.getByRole('dialog', { name: '添加外部人员' })
  await adding.getByLabel('姓名').fill('周外')
  await adding.getByLabel('手机/邮箱').fill('13800000000')
  await adding.getByRole('checkbox', { name: '企业章' }).check()
  await adding.getByRole('textbox', { name: '企业' }).fill('云帆')
  await adding.getByRole('textbox', { name: '企业' }).press('Enter')
  await expect(adding).toHaveCount(0)
  await expect(signers.getByTestId('draft-signer')).toContainText([
    '云帆 · 138****0000 · 企业章、个人章',
  ])

  // In a field of the form it does not start the contract.
  await page.getByLabel('合同名称', { exact: true }).fill('合同')
  await page.getByLabel('合同名称', { exact: true }).press('Enter')
  await expect(page.locator('[data-rule]')).toHaveCount(0)
  expect(await startCalls(sandbox)).toBe(0)
})

test('the draft is restored after the app was closed', async ({ page, client, sandbox }) => {
  answerPicker(client, { lisi: '李四' })
  await page.goto('/start')
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await page.getByLabel('合同名称', { exact: true }).fill('年度采购')
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await expect(part(page, 'signers').getByTestId('draft-signer')).toContainText(['李四'])
  await addOutsider(page, '周外', 'zhou@example.com')
  answerPicker(client, { wangwu: '王五' })
  const copies = await openSetting(page, '抄送人')
  await copies.getByRole('button', { name: '添加同事' }).click()
  await expect(copies.getByTestId('draft-copy')).toContainText(['王五'])
  await copies.getByRole('button', { name: '关闭' }).click()
  await expect(copies).toHaveCount(0)
  // One file is still uploading when the app is closed.
  await sandbox.fault({ match: 'POST /v2.0/esign/files/uploadUrls', delayMs: 30_000 })
  await addFiles(page, pdf('b.pdf'))
  await expect(fileRow(page, 'b.pdf')).toHaveAttribute('data-stage', 'sending')
  await page.context().newPage()
  await page.close({ runBeforeUnload: false })

  const again = await page.context().newPage()
  await again.goto('/start')
  await expect(again.getByText('已恢复上次没有发起的内容。')).toBeVisible()
  await expectReady(again, 'a.pdf')
  await expect(fileRow(again, 'b.pdf')).toContainText('上传被中断，请重新选择这个文件')
  await expect(again.getByLabel('合同名称', { exact: true })).toHaveValue('年度采购')
  await expect(part(again, 'signers').getByTestId('draft-signer')).toContainText(['李四', '周外'])
  const copiesAgain = await openSetting(again, '抄送人')
  await expect(copiesAgain.getByTestId('draft-copy')).toContainText(['王五'])
  await copiesAgain.getByRole('button', { name: '关闭' }).click()
  await expect(copiesAgain).toHaveCount(0)
  const lost = await openSheet(fileRow(again, 'b.pdf'))
  await lost.getByRole('button', { name: '移除' }).click()
  await start(again)
  await expect(again).toHaveURL(/\/flows\/PRO-/)
  await expect(again.getByTestId('flow-title')).toHaveText('年度采购')
})

test('a start whose answer was lost is retried without starting twice', async ({
  page,
  client,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource/)
  answerPicker(client, { lisi: '李四' })
  await page.goto('/start')
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await expect(page.getByTestId('draft-signer')).toContainText(['李四'])
  // The request reaches the proxy, but its answer is lost.
  await page.route('**/api/flows', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await start(page)
  await expect(page.getByTestId('failure')).toContainText('再次提交不会重复发起。')
  expect(await startCalls(sandbox)).toBe(1)
  await page.unroute('**/api/flows')

  // A changed draft would be a second contract, so the person is asked to check first.
  const title = page.getByLabel('合同名称', { exact: true })
  await title.fill('另一份合同')
  await start(page)
  await expect(page.getByTestId('doubtful')).toContainText('合同可能已经发起')
  await page.reload()
  await expectReady(page, 'a.pdf')
  await title.fill('a')
  await start(page)
  await expect(page.getByTestId('flow-status')).toHaveText('签署中')
  expect(await startCalls(sandbox)).toBe(1)
})

test('a start whose outcome is unknown at e签宝 is repeated only after a confirmation', async ({
  page,
  client,
  sandbox,
  guard,
}) => {
  guard.allow(/Failed to load resource.*\/api\/flows/)
  answerPicker(client, { lisi: '李四' })
  await page.goto('/start')
  await addFiles(page, pdf('a.pdf'))
  await expectReady(page, 'a.pdf')
  await part(page, 'signers').getByRole('button', { name: '添加同事' }).click()
  await expect(page.getByTestId('draft-signer')).toContainText(['李四'])
  await sandbox.fault({ match: '/v2.0/esign/process/startAtOnce', status: 502, body: '<html>' })
  await start(page)
  const doubtful = page.getByTestId('doubtful')
  await expect(doubtful).toContainText('没有收到结果，合同可能已经发起。')
  await doubtful.getByRole('button', { name: '详情' }).click()
  const details = page.getByRole('dialog', { name: '详情' })
  await expect(details).toContainText(/请求编号：\S+/)
  await details.getByRole('button', { name: '关闭' }).click()
  await expect(details).toHaveCount(0)
  const before = await startCalls(sandbox)
  // Nothing can be changed or sent, also after a reload, and the way leads to the list first.
  const startButton = page.getByRole('button', { name: '发起签署' })
  await expect(startButton).toHaveCount(0)
  await page.reload()
  await expectReady(page, 'a.pdf')
  await expect(doubtful).toBeVisible()
  await expect(startButton).toHaveCount(0)
  await expect(page.locator('.start-form')).toHaveAttribute('inert')
  await page.getByRole('button', { name: '去首页核对' }).click()
  await expect(page).toHaveURL(/\?scope=started/)
  await page.goBack()
  await page.getByRole('button', { name: '确认没有，重新发起' }).click()
  const review = page.getByRole('dialog', { name: '确认发起' })
  await expect(review).toBeVisible()
  await expect(page.locator('.start-form')).not.toHaveAttribute('inert')
  expect(await startCalls(sandbox)).toBe(before)
  await review.getByRole('button', { name: '确认发起' }).click()
  await expect(doubtful).toBeVisible()
  await expect.poll(() => startCalls(sandbox)).toBeGreaterThan(before)
})

test('an address book that fails to open is explained, a cancelled one is not, and an unpicked colleague is removed', async ({
  page,
  client,
}) => {
  await openStart(page)
  const signers = part(page, 'signers')
  client.answer(pickerCall, { fail: { errorCode: '-1', errorMessage: 'cancelled' } })
  await signers.getByRole('button', { name: '添加同事' }).click()
  await expect.poll(() => client.callsOf(pickerCall)).toHaveLength(1)
  await expect(signers.getByRole('button', { name: '添加同事' })).toBeEnabled()
  await expect(signers.getByRole('alert')).toHaveCount(0)
  client.answer(pickerCall, { fail: { errorCode: '3', errorMessage: 'no' } })
  await signers.getByRole('button', { name: '添加同事' }).click()
  await expect(signers.getByRole('alert')).toContainText('钉钉没有打开通讯录（3）')

  // A colleague who is unpicked is removed, and the others keep their seals.
  answerPicker(client, { lisi: '李四', wangwu: '王五' })
  const rows = signers.getByTestId('draft-signer')
  await signers.getByRole('button', { name: '添加同事' }).click()
  await expect(rows).toContainText(['李四', '王五'])
  const sheet = await openSheet(rows.filter({ hasText: '王五' }))
  await sheet.getByRole('checkbox', { name: '企业章' }).check()
  await finish(sheet)
  answerPicker(client, { wangwu: '王五' })
  await signers.getByRole('button', { name: '添加同事' }).click()
  await expect(rows).toContainText(['王五'])
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('企业章、个人章')
  expect(client.callsOf(pickerCall)[3]).toMatchObject({ pickedUsers: ['lisi', 'wangwu'] })
})

test('leaving during an upload asks for confirmation', async ({ page, client }) => {
  const close = 'biz.navigation.close'
  await page.goto('/start')
  expect(await client.pressBack(page)).toBe(false)
  // A stalled upload from the app to e签宝 would fail after some seconds.
  await holdBack(page, /\/api\/files$/)
  await addFiles(page, pdf('a.pdf'))
  await expect(fileRow(page, 'a.pdf')).toHaveAttribute('data-stage', 'sending')
  expect(await client.pressBack(page)).toBe(true)
  const question = page.getByRole('dialog', { name: '文件还在上传' })
  await question.getByRole('button', { name: '留在这里' }).click()
  await expect(question).toHaveCount(0)
  expect(client.callsOf(close)).toEqual([])
  expect(await client.pressBack(page)).toBe(true)
  await question.getByRole('button', { name: '离开' }).click()
  await expect.poll(() => client.callsOf(close)).toHaveLength(1)
  await fileRow(page, 'a.pdf').getByRole('button', { name: '取消上传' }).click()
  await expect(question).toHaveCount(0)
  expect(await client.pressBack(page)).toBe(false)
})

test('an upload goes on while another page of the app is shown', async ({ page, client }) => {
  await page.goto('/')
  await page.getByRole('link', { name: '发起', exact: true }).click()
  await addFiles(page, pdf('a.pdf'))
  expect(await client.pressBack(page)).toBe(true)
  await expect(page).toHaveURL(/\/$/)
  await page.getByRole('link', { name: '发起', exact: true }).click()
  await expectReady(page, 'a.pdf')
})
